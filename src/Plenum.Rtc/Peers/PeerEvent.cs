using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sctp;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Peers;

/// <summary>What happened to a peer, other than a media packet. Taken by <see cref="Peer.TryTakeEvent"/>.</summary>
public abstract record PeerEvent
{
    private PeerEvent()
    {
    }

    /// <summary>Media and data may flow. Comes once.</summary>
    /// <param name="Profile">How media is protected; null when no media was negotiated.</param>
    public sealed record Connected(SrtpProfile? Profile) : PeerEvent;

    /// <summary>The peer is reached another way than before, or for the first time.</summary>
    public sealed record RouteChanged(IceRoute Route) : PeerEvent;

    /// <summary>The peer has fallen silent, or speaks again.</summary>
    public sealed record ReachabilityChanged(bool IsReachable) : PeerEvent;

    /// <summary>The connection ended. Comes once, last.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Failure">How DTLS failed, with <see cref="PeerCloseReason.DtlsFailed"/>.</param>
    public sealed record Closed(PeerCloseReason Reason, DtlsFailure Failure) : PeerEvent;

    /// <summary>The peer needs a key frame of a stream that we send (PLI or FIR).</summary>
    public sealed record KeyFrameRequested(OutboundStream Stream) : PeerEvent;

    /// <summary>A sender report: this moment of the media's clock is that time of the sender's wall clock.</summary>
    public sealed record SenderReported(InboundStream Stream, NtpTime Ntp, uint RtpTimestamp) : PeerEvent;

    /// <summary>The peer ended a stream (BYE).</summary>
    public sealed record StreamEnded(InboundStream Stream) : PeerEvent;

    /// <summary>A data channel can be used: one of ours, or one that the peer opened.</summary>
    public sealed record ChannelOpened(DataChannel Channel) : PeerEvent;

    /// <summary>A message arrived on a data channel.</summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Message">The message; UTF-8 when it is text.</param>
    /// <param name="IsText">Whether it was sent as text.</param>
    public sealed record MessageReceived(DataChannel Channel, ReadOnlyMemory<byte> Message, bool IsText) : PeerEvent;

    /// <summary>What waits in a channel has fallen to its threshold.</summary>
    public sealed record BufferedAmountLow(DataChannel Channel) : PeerEvent;

    /// <summary>A data channel is over.</summary>
    public sealed record ChannelClosed(DataChannel Channel) : PeerEvent;

    /// <summary>All data channels are over; media may go on.</summary>
    public sealed record DataEnded(SctpCloseReason Reason) : PeerEvent;
}
