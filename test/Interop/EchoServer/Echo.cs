using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Interop.EchoServer;

/// <summary>Sends the packets of one section back in the same section.</summary>
internal sealed class Echo(Peer peer, NegotiatedMedia media, OutboundStream stream, RtpExtensionMap extensions)
{
    private readonly PacketStamp _stamp = new(media, extensions);
    private readonly byte[] _packet = new byte[2048];
    private InboundStream? _source;

    public OutboundStream Stream { get; } = stream;

    public void Send(ReceivedRtp received, Timestamp now)
    {
        // Of a simulcast the first encoding that arrives is taken.
        if (received.Stream.Section.Mid != media.Mid || (_source ??= received.Stream) != received.Stream)
            return;
        var header = received.Packet.Header;
        var length = _stamp.Write(_packet, header, header.SequenceNumber, header.Timestamp, Stream.Ssrc, received.Packet.Payload);
        if (length > 0)
            peer.TrySendRtp(Stream, _packet.AsSpan(0, length), now);
    }

    public void RequestKeyFrame(Timestamp now)
    {
        if (_source is not null)
            peer.RequestKeyFrame(_source, now);
    }

    public void NoteSenderReport(PeerEvent.SenderReported report, Timestamp now)
    {
        if (report.Stream == _source)
            Stream.SetSenderClock(report.Ntp, report.RtpTimestamp, now);
    }
}
