using System.Text;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Peers;

/// <summary>
/// Which stream a packet belongs to (RFC 8843, section 9.2): by its source, and for a new source by mid and rid, by
/// what the SDP announced, or by a payload type that only one section has. Only authenticated packets get here.
/// </summary>
internal sealed class InboundStreams
{
    // Two dozen participants in one connection would still fit; a peer that draws a new source per packet does not.
    private const int Capacity = 128;

    private readonly List<ReceiveSection> _sections = [];
    private readonly List<InboundStream> _streams = [];
    private readonly Dictionary<Ssrc, Binding> _bindings = [];
    private Binding _last;
    private Ssrc _lastSsrc;

    /// <summary>A list, not an interface: enumerating it allocates nothing.</summary>
    public List<InboundStream> All => _streams;

    /// <summary>Streams of a section that is still there go on with what it says now; those of others are forgotten.</summary>
    public void SetSections(IEnumerable<ReceiveSection> sections)
    {
        _sections.Clear();
        _sections.AddRange(sections);
        foreach (var stream in _streams.ToArray())
        {
            if (_sections.Find(section => section.Mid == stream.Section.Mid) is { } section)
                stream.Section = section;
            else
                Remove(stream);
        }
    }

    /// <summary>Finds the stream of a packet, or makes it; null for one that belongs nowhere.</summary>
    /// <param name="header">The packet's header.</param>
    /// <param name="extensions">Its extensions.</param>
    /// <param name="repaired">The payload type to restore, when the packet is a retransmission; else null.</param>
    public InboundStream? Find(in RtpHeader header, in RtpExtensionValues extensions, out byte? repaired)
    {
        repaired = null;
        if (_last.Stream is null || _lastSsrc != header.Ssrc)
        {
            if (!_bindings.TryGetValue(header.Ssrc, out _last) && !TryBind(header, extensions, out _last))
                return null;
            _lastSsrc = header.Ssrc;
        }

        if (!_last.IsRetransmission)
            return _last.Stream;
        repaired = _last.Stream.Section.FormatOf(header.PayloadType)?.RetransmissionOf;
        return repaired is null ? null : _last.Stream;
    }

    public InboundStream? Find(Ssrc ssrc) =>
        _bindings.TryGetValue(ssrc, out var binding) && !binding.IsRetransmission ? binding.Stream : null;

    public void Remove(InboundStream stream)
    {
        _streams.Remove(stream);
        foreach (var (ssrc, binding) in _bindings)
        {
            if (binding.Stream == stream)
                _bindings.Remove(ssrc);
        }

        _last = default;
    }

    private bool TryBind(in RtpHeader header, in RtpExtensionValues extensions, out Binding binding)
    {
        binding = default;
        if (_bindings.Count >= Capacity || SectionOf(header, extensions.Mid) is not { } section
            || section.FormatOf(header.PayloadType) is not { } format)
        {
            return false;
        }

        if (format.RetransmissionOf is not null)
        {
            if (RepairedStream(section, header.Ssrc, extensions.RepairedRid) is not { } original)
                return false;
            binding = new Binding(original, IsRetransmission: true);
        }
        else
        {
            var stream = new InboundStream(header.Ssrc, section, Encoding.ASCII.GetString(extensions.Rid), format);
            _streams.Add(stream);
            binding = new Binding(stream, IsRetransmission: false);
        }

        _bindings.Add(header.Ssrc, binding);
        return true;
    }

    private ReceiveSection? SectionOf(in RtpHeader header, ReadOnlySpan<byte> mid)
    {
        ReceiveSection? only = null;
        var count = 0;
        foreach (var section in _sections)
        {
            if (mid.IsEmpty ? IsAnnounced(section, header.Ssrc) : Ascii.Equals(mid, section.Mid))
                return section;
            if (section.FormatOf(header.PayloadType) is null)
                continue;
            only = section;
            count++;
        }

        // A mid that no section has is not guessed at.
        return mid.IsEmpty && count == 1 ? only : null;
    }

    private static bool IsAnnounced(ReceiveSection section, Ssrc ssrc)
    {
        foreach (var source in section.Sources)
        {
            if (source.Media == ssrc || source.Retransmission == ssrc)
                return true;
        }

        return false;
    }

    private InboundStream? RepairedStream(ReceiveSection section, Ssrc ssrc, ReadOnlySpan<byte> repairedRid)
    {
        foreach (var source in section.Sources)
        {
            if (source.Retransmission == ssrc)
                return Find(source.Media);
        }

        InboundStream? only = null;
        foreach (var stream in _streams)
        {
            if (stream.Section.Mid != section.Mid || (!repairedRid.IsEmpty && !Ascii.Equals(repairedRid, stream.Rid)))
                continue;
            if (only is not null)
                return null;
            only = stream;
        }

        return only;
    }

    private readonly record struct Binding(InboundStream Stream, bool IsRetransmission);
}
