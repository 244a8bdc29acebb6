namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>What garbage collection has cost.</summary>
/// <param name="Collections">Since the start, by generation; those of an older one count among the younger ones, too.</param>
/// <param name="PausedMs">How long all of them together held everything up.</param>
/// <param name="LongestPauseMs">The longest.</param>
/// <param name="Pauses">How many pauses were seen.</param>
/// <param name="NewestPausesMs">The newest of them, the newest last.</param>
internal sealed record DebugGarbage(
    IReadOnlyList<int> Collections, double PausedMs, double LongestPauseMs, long Pauses, IReadOnlyList<double> NewestPausesMs);
