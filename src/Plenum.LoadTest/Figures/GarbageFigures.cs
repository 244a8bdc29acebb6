namespace Plenum.LoadTest.Figures;

/// <summary>What garbage collection cost the server during the hold.</summary>
/// <param name="Collections">By generation; those of an older one count among the younger ones, too.</param>
/// <param name="PausedMs">How long all of them together held the server up.</param>
/// <param name="PauseMs">How long each did; of the newest 1024.</param>
/// <param name="AllocatedBytes">What was allocated meanwhile.</param>
internal sealed record GarbageFigures(
    IReadOnlyList<int> Collections, double PausedMs, Distribution PauseMs, long AllocatedBytes);
