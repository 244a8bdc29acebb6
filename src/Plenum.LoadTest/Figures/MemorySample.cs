namespace Plenum.LoadTest.Figures;

/// <summary>What the server held at one moment of the hold.</summary>
/// <param name="AtSeconds">Since the hold began.</param>
/// <param name="MemoryMiB">What its processes held.</param>
/// <param name="LiveMiB">
/// What was in use on its heap after the last collection of everything; null where it is no Plenum, or does not tell.
/// </param>
internal sealed record MemorySample(double AtSeconds, double MemoryMiB, double? LiveMiB);
