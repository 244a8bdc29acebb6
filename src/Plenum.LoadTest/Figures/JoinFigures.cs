namespace Plenum.LoadTest.Figures;

/// <summary>How participants came.</summary>
/// <param name="PerSecond">Joins that were whole (signalling, ICE, DTLS), while they were going on.</param>
/// <param name="TimeMs">From the first request to connected media.</param>
/// <param name="Failures">Why participants could not join or were lost, and how many.</param>
internal sealed record JoinFigures(double PerSecond, Distribution TimeMs, IReadOnlyDictionary<string, int> Failures);
