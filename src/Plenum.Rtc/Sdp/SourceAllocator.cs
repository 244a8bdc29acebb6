using System.Buffers.Binary;

namespace Plenum.Rtc.Sdp;

/// <summary>Gives each sending section sources that no other section of the session has.</summary>
internal sealed class SourceAllocator
{
    private readonly IEntropy _entropy;
    private readonly HashSet<Ssrc> _taken = [];
    private readonly Dictionary<MediaKind, int> _sending = [];

    public SourceAllocator(IEntropy entropy, IEnumerable<MediaDescription> remote, NegotiatedSession? current)
    {
        _entropy = entropy;
        _taken.UnionWith(remote.SelectMany(section => section.Sources).Select(source => source.Ssrc));
        foreach (var source in current?.Media.Select(media => media.LocalSource).OfType<LocalSource>() ?? [])
        {
            _taken.Add(source.Ssrc);
            _taken.Add(source.RetransmissionSsrc);
        }
    }

    /// <summary>
    /// A source for the next section of its kind. The nth audio and the nth video section share a stream and a CNAME,
    /// so that a receiver plays them in step (RFC 8834, section 4.9).
    /// </summary>
    public LocalSource Next(MediaKind kind, string mid, MediaStreamId? streamId)
    {
        var place = _sending.GetValueOrDefault(kind);
        _sending[kind] = place + 1;
        var stream = streamId ?? new MediaStreamId($"slot{place}", mid);
        return new LocalSource(Draw(), Draw(), stream.Stream, stream);
    }

    /// <summary>Counts a section that keeps its source.</summary>
    public void Keep(MediaKind kind) => _sending[kind] = _sending.GetValueOrDefault(kind) + 1;

    private Ssrc Draw()
    {
        Span<byte> bytes = stackalloc byte[4];
        while (true)
        {
            _entropy.Fill(bytes);
            var ssrc = new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(bytes));
            if (ssrc.Value != 0 && _taken.Add(ssrc))
                return ssrc;
        }
    }
}
