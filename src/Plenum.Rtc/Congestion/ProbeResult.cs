namespace Plenum.Rtc.Congestion;

/// <summary>What a probe measured.</summary>
/// <param name="Rate">The rate the link carries, in bits per second; 0 while the probe tells nothing.</param>
/// <param name="IsSaturated">Whether the link carried less than was sent, so that this is all it has.</param>
internal readonly record struct ProbeResult(double Rate, bool IsSaturated);
