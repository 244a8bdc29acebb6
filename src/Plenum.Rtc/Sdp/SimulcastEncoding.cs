namespace Plenum.Rtc.Sdp;

/// <summary>One stream of a simulcast.</summary>
/// <param name="Rid">The restriction identifier.</param>
/// <param name="IsPaused">Whether it starts paused ("~").</param>
public sealed record SimulcastEncoding(string Rid, bool IsPaused = false);
