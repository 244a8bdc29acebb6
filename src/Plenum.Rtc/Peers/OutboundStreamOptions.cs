namespace Plenum.Rtc.Peers;

/// <summary>A stream that we send.</summary>
/// <param name="Ssrc">Its source.</param>
/// <param name="ClockRate">Ticks of its timestamp per second.</param>
public sealed record OutboundStreamOptions(Ssrc Ssrc, int ClockRate)
{
    /// <summary>The source of retransmissions; without it, and <see cref="Formats"/> with RTX, none are made.</summary>
    public Ssrc? RetransmissionSsrc { get; init; }

    /// <summary>The payload types negotiated, retransmissions among them.</summary>
    public IReadOnlyList<RtpFormat> Formats { get; init; } = [];

    /// <summary>
    /// How many packets the peer itself keeps to repeat them; a power of two, or 0 when the owner keeps them (an SFU
    /// keeps one copy for all receivers) and answers <see cref="Peer.TryTakeNack"/>.
    /// </summary>
    public int History { get; init; }
}
