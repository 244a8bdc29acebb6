using Plenum.Rtc;

namespace Plenum.Simulation;

/// <summary>How one direction of a link treats datagrams.</summary>
public sealed record LinkProfile
{
    /// <summary>No delay, no loss, no limit.</summary>
    public static readonly LinkProfile Perfect = new();

    /// <summary>One-way propagation delay.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Each datagram waits up to this much longer, uniformly; jitter alone keeps the order.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>The fraction lost independently, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>Loss in bursts, in addition to <see cref="Loss"/>.</summary>
    public BurstLoss? Burst { get; init; }

    /// <summary>The fraction that is held back by up to <see cref="ReorderDelay"/> while later ones pass.</summary>
    public double Reorder { get; init; }

    public TimeSpan ReorderDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The fraction that arrives twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>The bottleneck, counted over UDP payload bytes; null for none.</summary>
    public Bitrate? Rate { get; init; }

    /// <summary>What each datagram takes at the bottleneck beside its payload: UDP, IP and what is below them.</summary>
    public int Overhead { get; init; }

    /// <summary>How much the bottleneck's drop-tail queue holds, as time at <see cref="Rate"/>.</summary>
    public TimeSpan Queue { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Larger UDP payloads vanish, as with a path-MTU black hole.</summary>
    public int Mtu { get; init; } = 1472;

    /// <summary>A symmetric round trip of <paramref name="milliseconds"/>: half of it each way.</summary>
    public static LinkProfile RoundTrip(double milliseconds) =>
        new() { Latency = TimeSpan.FromMilliseconds(milliseconds / 2) };
}
