namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>What garbage collection has cost.</summary>
/// <param name="Collections">Since the start, by generation; those of an older one count among the younger ones, too.</param>
/// <param name="PausedMs">How long all of them together held everything up.</param>
/// <param name="LongestPauseMs">The longest.</param>
/// <param name="Pauses">How many pauses were seen.</param>
/// <param name="NewestPausesMs">The newest of them, the newest last.</param>
/// <param name="AllocatedBytes">All that was allocated since the start.</param>
/// <param name="LiveBytes">What was in use after the last collection of everything; 0 before the first.</param>
internal sealed record DebugGarbage(
    IReadOnlyList<int> Collections,
    double PausedMs,
    double LongestPauseMs,
    long Pauses,
    IReadOnlyList<double> NewestPausesMs,
    long AllocatedBytes,
    long LiveBytes);
