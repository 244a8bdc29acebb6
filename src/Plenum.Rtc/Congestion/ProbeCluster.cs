namespace Plenum.Rtc.Congestion;

/// <summary>
/// A short burst at a rate above the estimate, sent to learn whether the link carries it. Filled up with padding or
/// repeated packets where media does not suffice.
/// </summary>
/// <param name="Id">Names the packets of the burst, 1 to 255; 0 is no probe.</param>
/// <param name="Rate">The rate at which the burst is sent.</param>
/// <param name="MinimumBytes">What must be sent for the burst to tell anything.</param>
public readonly record struct ProbeCluster(byte Id, Bitrate Rate, int MinimumBytes)
{
    /// <summary>The fewest packets a burst needs.</summary>
    public const int MinimumPackets = 5;

    private const double Seconds = 0.025;

    internal static ProbeCluster At(byte id, double bitsPerSecond) =>
        new(id, new Bitrate((long)bitsPerSecond), (int)(bitsPerSecond * Seconds / 8));
}
