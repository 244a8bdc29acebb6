using Plenum.Engine.Shards;
using Plenum.LoadTest.Sources;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.LoadTest.Media;

/// <summary>
/// Sends a clip as a browser does: frame by frame at their times, cut into packets, which leave one after the other over
/// a few milliseconds. Each packet that can carries the time at which it left. Belongs to its media thread.
/// </summary>
internal sealed class ClipSender
{
    /// <summary>Leaves room for header, extensions, send time, protection and a retransmission's two bytes in 1200.</summary>
    private const int MaxPayload = 1100;
    private const int MaxPacket = 1500;

    /// <summary>A descriptor, a frame header and the send time: a shorter payload goes without.</summary>
    private const int ShortestStamped = 4 + 10 + SendTime.Length;

    /// <summary>Further behind than this it does not catch up: a pause is better than a flood.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(500);

    private readonly Peer _peer;
    private readonly OutboundStream _stream;
    private readonly MediaClip _clip;
    private readonly ClipCursor _cursor;
    private readonly SenderFormat _format;
    private readonly byte[] _packet = new byte[MaxPacket];
    private readonly List<(int Offset, int Length)> _waiting = [];
    private byte[] _payloads = new byte[16 * 1024];
    private int _used;
    private int _next;
    private ushort _sequence;
    private ushort _pictureId;
    private uint _timestamp;
    private readonly Timestamp _begun;
    private Timestamp _start;
    private Timestamp _frameAt;

    /// <summary>Begins to send.</summary>
    public ClipSender(Peer peer, OutboundStream stream, MediaClip clip, SenderFormat format, Timestamp now)
    {
        (_peer, _stream, _clip, _format) = (peer, stream, clip, format);
        _cursor = new ClipCursor(clip, format.Start);
        _sequence = (ushort)stream.Ssrc.Value;
        _pictureId = (ushort)(stream.Ssrc.Value >> 16);
        _begun = _start = DueAt = now;
        stream.Tag = this;
    }

    /// <summary>When the next packet is due.</summary>
    public Timestamp DueAt { get; private set; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether nobody wants it: its time goes on.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Whether it sends pictures.</summary>
    public bool IsVideo => _clip.Codec != ClipCodec.Opus;

    /// <summary>Packets sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Somebody needs a key frame.</summary>
    public void RequestKeyFrame() => _cursor.JumpToKeyFrame();

    /// <summary>Pauses, or goes on with a key frame.</summary>
    public void SetPaused(bool isPaused)
    {
        if (IsPaused && !isPaused)
            RequestKeyFrame();
        IsPaused = isPaused;
    }

    /// <summary>Sends what is due.</summary>
    public void Send(Timestamp now)
    {
        while (DueAt <= now)
        {
            if (_next == _waiting.Count)
                TakeFrame(now);
            SendNext(ShardClock.Now);
            DueAt = _next == _waiting.Count
                ? _start + _cursor.NextAt
                : _frameAt + (_format.Spread * ((double)_next / _waiting.Count));
        }
    }

    private void TakeFrame(Timestamp now)
    {
        if (now - DueAt > LongestDelay)
            _start += now - DueAt;
        _frameAt = _start + _cursor.NextAt;
        // By when it is due, not by how much was sent: a pause is one for whoever receives it, too.
        _timestamp = (uint)(long)((_frameAt - _begun).TotalSeconds * _format.ClockRate) + _stream.Ssrc.Value;
        var frame = _cursor.Take();
        _waiting.Clear();
        (_used, _next) = (0, 0);
        switch (_clip.Codec)
        {
            case ClipCodec.Vp8:
                CutVp8(frame.Bytes);
                break;
            case ClipCodec.H264:
                CutH264(frame.Bytes);
                break;
            default:
                TakeSound(frame.Bytes);
                break;
        }
    }

    private void CutVp8(ReadOnlySpan<byte> frame)
    {
        var packetizer = new Vp8Packetizer(frame, _pictureId++, MaxPayload);
        for (var length = packetizer.Next(Room()); length > 0; length = packetizer.Next(Room()))
            Keep(length);
        if (_clip.IsReal)
            AddTrailer();
    }

    private void CutH264(ReadOnlySpan<byte> frame)
    {
        var packetizer = new H264Packetizer(frame, MaxPayload);
        for (var length = packetizer.Next(Room()); length > 0; length = packetizer.Next(Room()))
            Keep(length);
        AddTrailer();
    }

    private void TakeSound(ReadOnlySpan<byte> sound)
    {
        var length = SendTime.PadSound(sound, Room());
        if (length == 0)
            sound.CopyTo(Room());
        Keep(length == 0 ? sound.Length : length);
    }

    /// <summary>Behind the last packet of a picture, where decoders do not look any more.</summary>
    private void AddTrailer()
    {
        _ = Room();
        var (offset, length) = _waiting[^1];
        _waiting[^1] = (offset, length + SendTime.Length);
        _used += SendTime.Length;
    }

    private Span<byte> Room()
    {
        if (_payloads.Length < _used + MaxPacket)
            Array.Resize(ref _payloads, _payloads.Length * 2);
        return _payloads.AsSpan(_used);
    }

    private void Keep(int length)
    {
        _waiting.Add((_used, length));
        _used += length;
    }

    private void SendNext(Timestamp now)
    {
        var (offset, length) = _waiting[_next++];
        if (IsPaused)
            return;
        var payload = _payloads.AsSpan(offset, length);
        var isLast = _next == _waiting.Count;
        if (isLast ? CanStampLast(payload) : !_clip.IsReal && length >= ShortestStamped)
            SendTime.Write(payload, _format.Run, now);
        if (!RtpPacketWriter.TryBegin(_packet, RtpExtensionForm.OneByte, out var writer))
            return;
        writer.SetHeader(_format.PayloadType, isLast && _clip.Codec != ClipCodec.Opus, _sequence++, _timestamp, _stream.Ssrc);
        if (_format.TransportSequenceId != 0)
            writer.TryReserveExtension(_format.TransportSequenceId, sizeof(ushort), out _);
        if (_format.MidId != 0)
            writer.TryAddExtension(_format.MidId, _format.Mid);
        if (_format.RidId != 0 && _format.Rid.Length > 0)
            writer.TryAddExtension(_format.RidId, _format.Rid);
        if (_format.AudioLevelId != 0 && writer.TryReserveExtension(_format.AudioLevelId, AudioLevel.Length, out var at))
            _format.LevelAt(now).Write(_packet.AsSpan(at));
        if (writer.TryWritePayload(payload) && _peer.TrySendRtp(_stream, _packet.AsSpan(0, writer.Length), now))
            Sent++;
    }

    private bool CanStampLast(ReadOnlySpan<byte> payload) => _clip.Codec switch
    {
        ClipCodec.Opus => payload.Length > SendTime.Length + 3 && (payload[0] & 3) == 3 && payload[2] == SendTime.Length,
        ClipCodec.Vp8 when !_clip.IsReal => payload.Length >= ShortestStamped,
        _ => true,
    };
}
