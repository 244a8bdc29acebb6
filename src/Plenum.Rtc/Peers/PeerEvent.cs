using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Rtp;
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
}
