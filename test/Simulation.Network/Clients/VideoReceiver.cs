using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Clients;

/// <summary>
/// What a video slot gets, put in order and decoded by the rules of VP8 (and of VP9 without spatial layers, which are the same). What a decoder would stumble over without any
/// packet having been lost is a <see cref="Violations">violation</see>; where one is lost for good, it waits for a key
/// frame and asks for it, as a browser does.
/// </summary>
public sealed class VideoReceiver
{
    private const int Remembered = 16;
    private static readonly TimeSpan RequestRest = TimeSpan.FromMilliseconds(1000);

    private readonly SortedDictionary<long, Vp8?> _waiting = [];
    private readonly HashSet<(int, int, int)> _decoded = [];
    private readonly int[] _lastOfLayer = new int[4];
    private readonly List<string> _violations = [];
    private readonly Queue<string> _recent = new();
    private SequenceUnwrapper _sequences;
    private long _next = -1;
    private Vp8? _last;
    private bool _isBroken;
    private bool _hasDecoded;
    private Timestamp _gapSince = Timestamp.Never;
    private Timestamp _askedAt = Timestamp.Zero;

    /// <summary>How long it waits for what is missing before it gives that up and asks for a key frame.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMilliseconds(800);

    /// <summary>What must never happen.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Frames decoded.</summary>
    public int Frames { get; private set; }

    /// <summary>Numbers given up.</summary>
    public int Lost { get; private set; }

    /// <summary>How often it could not go on without a key frame.</summary>
    public int Breaks { get; private set; }

    /// <summary>Packets that only filled a place.</summary>
    public int Paddings { get; private set; }

    /// <summary>Media packets, however good.</summary>
    public int Packets { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Whose picture is shown; 0 for nobody's.</summary>
    public int Publisher => _hasDecoded ? _last!.Publication : 0;

    /// <summary>Which encoding of it.</summary>
    public int Encoding => _hasDecoded ? _last!.Encoding : -1;

    public Timestamp LastFrameAt { get; private set; } = Timestamp.Never;

    public void Receive(scoped in ReceivedRtp packet, bool isVp9, Timestamp now)
    {
        var sequence = _sequences.Unwrap(packet.Packet.Header.SequenceNumber);
        if (_next < 0)
            _next = sequence;
        if (sequence < _next)
            return;
        var content = packet.Packet.Payload.Length < Vp8.LeastPayload ? null : isVp9 ? Vp9.Read(packet.Packet) : Vp8.Read(packet.Packet);
        Bytes += packet.Length;
        if (!_waiting.TryAdd(sequence, content))
            Violate($"{sequence} twice");
        if (content is { IsKey: true } && sequence != _next)
            SkipTo(sequence);
        Drain(now);
    }

    /// <summary>Gives up what does not come.</summary>
    public void Tick(Timestamp now)
    {
        if (_waiting.Count == 0 || _gapSince == Timestamp.Never || now - _gapSince < Patience)
            return;
        var first = _waiting.Keys.First();
        Lost += (int)(first - _next);
        _next = first;
        Break();
        _gapSince = Timestamp.Never;
        Drain(now);
    }

    /// <summary>Whether it cannot go on without a key frame, and has not asked for one just now.</summary>
    public bool TakeKeyFrameRequest(Timestamp now)
    {
        if (!_isBroken || now - _askedAt < RequestRest)
            return false;
        _askedAt = now;
        return true;
    }

    /// <summary>A whole key frame does not wait for what is missing before it.</summary>
    private void SkipTo(long sequence)
    {
        var start = sequence;
        while (_waiting.GetValueOrDefault(start) is { IsKey: true, IsStart: false })
            start--;
        var end = sequence;
        while (_waiting.GetValueOrDefault(end) is { IsKey: true, IsEnd: false })
            end++;
        if (start <= _next || _waiting.GetValueOrDefault(start) is not { IsKey: true } || _waiting.GetValueOrDefault(end) is not { IsKey: true })
            return;
        Lost++;
        foreach (var before in _waiting.Keys.TakeWhile(number => number < start).ToArray())
            _waiting.Remove(before);
        _next = start;
        _gapSince = Timestamp.Never;
    }

    private void Drain(Timestamp now)
    {
        while (_waiting.Remove(_next, out var content))
        {
            _next++;
            _gapSince = Timestamp.Never;
            if (content is null)
                Paddings++;
            else
                Take(content, now);
        }

        if (_waiting.Count > 0 && _gapSince == Timestamp.Never)
            _gapSince = now;
    }

    private void Take(Vp8 packet, Timestamp now)
    {
        Packets++;
        _recent.Enqueue($"{_next - 1}:{packet.Publication}/{packet.Encoding} f{packet.Frame} t{packet.Temporal}{(packet.IsKey ? "K" : "")}{(packet.IsStart ? "S" : "")}{(packet.IsSync ? "y" : "")}");
        if (_recent.Count > Remembered)
            _recent.Dequeue();
        if (packet.IsStart)
            Decode(packet, now);
        if (_last is { } last && !_isBroken)
        {
            var isSame = packet.Timestamp == last.Timestamp;
            if (!isSame && (int)(packet.Timestamp - last.Timestamp) <= 0)
                Violate($"time goes back: {last.Timestamp} to {packet.Timestamp}");
            if (packet.PictureId != ((last.PictureId + (isSame ? 0 : 1)) & 0x7fff) && Paddings == 0 && Lost == 0)
                Violate($"picture id {last.PictureId} to {packet.PictureId}");
        }

        _last = packet;
    }

    private void Decode(Vp8 packet, Timestamp now)
    {
        if (_isBroken && !packet.IsKey)
            return;
        var isSwitch = _last is { } last
            && (last.Publication != packet.Publication || last.Encoding != packet.Encoding);
        if (isSwitch && !packet.IsKey && !_isBroken)
            Violate($"frame {packet.Frame} of {packet.Publication}/{packet.Encoding} before its key frame");
        var reference = packet switch
        {
            { IsKey: true } => 0,
            { Temporal: 2, IsSync: false } => _lastOfLayer[1],
            { Temporal: 0 } => packet.Frame - 4,
            _ => _lastOfLayer[0],
        };
        if (!packet.IsKey && !_decoded.Contains((packet.Publication, packet.Encoding, reference)))
        {
            // What the SFU itself has missed for good leaves padding, or a gap; and the line's first packet may be lost.
            if (Paddings == 0 && Lost == 0 && _hasDecoded)
                Violate($"frame {packet.Frame} of layer {packet.Temporal} without its reference {reference}");
            Break();
            return;
        }

        if (packet.IsKey)
        {
            _decoded.Clear();
            _isBroken = false;
        }

        _decoded.Add((packet.Publication, packet.Encoding, packet.Frame));
        _lastOfLayer[packet.Temporal] = packet.Frame;
        _hasDecoded = true;
        Frames++;
        LastFrameAt = now;
    }

    private void Break()
    {
        _isBroken = true;
        Breaks++;
    }

    private void Violate(string what)
    {
        if (_violations.Count < 10)
            _violations.Add($"{what}; before: {string.Join(", ", _recent)}");
    }
}
