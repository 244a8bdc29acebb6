namespace Plenum.Rtc;

/// <summary>
/// Why bytes from the network were dropped. Every early return that drops names one; the owner of the state counts
/// them. One member per reason, so that a counter alone tells an operator where packets go.
/// </summary>
public enum DropReason
{
    /// <summary>An RTP packet whose header, extension block or padding does not fit into its bytes.</summary>
    RtpMalformed,

    /// <summary>An RTCP packet whose length does not fit into its bytes; those before it in the compound count.</summary>
    RtcpMalformed,

    /// <summary>An RTP packet from a source that no media section and no retransmission belongs to.</summary>
    RtpUnknownSource,

    /// <summary>A retransmission without an original packet: empty, or padding only, as used for probing.</summary>
    RtxWithoutOriginal,

    /// <summary>A redundant audio payload whose block lengths do not fit into it.</summary>
    RedMalformed,
}
