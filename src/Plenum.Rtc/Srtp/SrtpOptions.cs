namespace Plenum.Rtc.Srtp;

/// <summary>Bounds of an SRTP session.</summary>
public sealed record SrtpOptions
{
    /// <summary>
    /// How many packets back a late one is still taken, per source; a power of two. RFC 3711 asks for 64; a burst of
    /// video at 5 ms and a retransmission after 200 ms need far more. Costs one bit each.
    /// </summary>
    public int ReplayWindow { get; init; } = 2048;

    /// <summary>The same for RTCP, of which there is little.</summary>
    public int RtcpReplayWindow { get; init; } = 128;

    /// <summary>
    /// How many sources one direction keeps state for. Nobody without the key can add one; this bounds those who have
    /// it.
    /// </summary>
    public int MaxSources { get; init; } = 512;
}
