using Plenum.Rtc.Rtcp;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Peers;

/// <summary>The road of a media packet from the datagram to its stream. One screen, no allocation.</summary>
internal sealed class PeerReceiver
{
    private RtpExtensionMap _extensions = new();

    public InboundStreams Streams { get; } = new();

    /// <summary>Arrivals for transport-wide feedback; none until a packet has the extension.</summary>
    public ArrivalRecorder? Arrivals { get; private set; }

    /// <summary>The stream of the newest packet that belongs to one: whose feedback the peer will read.</summary>
    public Ssrc NewestSource { get; private set; }

    /// <summary>The earliest time at which some stream wants to ask for packets again.</summary>
    public Timestamp NackDeadline { get; private set; } = Timestamp.Never;

    public void SetExtensions(RtpExtensionMap extensions) => _extensions = extensions;

    public DropReason Receive(Span<byte> datagram, InboundSrtp srtp, Timestamp now, out ReceivedRtp received)
    {
        received = default;
        if (!srtp.TryUnprotectRtp(datagram, out var length, out var drop))
            return drop;
        if (!RtpPacket.TryParse(datagram[..length], out var packet))
            return DropReason.RtpMalformed;

        var extensions = RtpExtensionValues.Read(packet, _extensions);
        NoteArrival(extensions, datagram.Length, now);
        if (Streams.Find(packet.Header, extensions, out var repaired) is not { } stream)
            return DropReason.RtpUnknownSource;
        NewestSource = packet.Header.Ssrc;
        if (repaired is { } payloadType)
            return ReceiveRepair(datagram[..length], stream, payloadType, now, out received);
        if (!stream.TryAccept(packet.Header, isRecovered: false, now))
            return DropReason.RtpDuplicate;

        NoteNacks(stream);
        received = new ReceivedRtp(stream, 0, packet, extensions, isRecovered: false);
        return DropReason.None;
    }

    /// <summary>Recomputes what <see cref="NackDeadline"/> only approaches from below.</summary>
    public void UpdateNackDeadline()
    {
        NackDeadline = Timestamp.Never;
        foreach (var stream in Streams.All)
            NoteNacks(stream);
    }

    private DropReason ReceiveRepair(
        Span<byte> packet, InboundStream stream, byte payloadType, Timestamp now, out ReceivedRtp received)
    {
        received = default;
        if (!Rtx.TryUnwrap(packet, stream.Ssrc, payloadType, out var original)
            || !RtpPacket.TryParse(original, out var restored))
        {
            return DropReason.RtxWithoutOriginal;
        }

        if (!stream.TryAccept(restored.Header, isRecovered: true, now))
            return DropReason.RtpDuplicate;
        var extensions = RtpExtensionValues.Read(restored, _extensions);
        received = new ReceivedRtp(stream, Rtx.Overhead, restored, extensions, isRecovered: true);
        return DropReason.None;
    }

    private void NoteArrival(in RtpExtensionValues extensions, int bytes, Timestamp now)
    {
        if (extensions.TransportSequence is not { } sequence)
            return;
        Arrivals ??= new ArrivalRecorder();
        Arrivals.OnPacket(sequence, bytes, now);
    }

    private void NoteNacks(InboundStream stream)
    {
        if (stream.Nacks is { } nacks)
            NackDeadline = Timestamp.Min(NackDeadline, nacks.NextDeadline);
    }
}
