namespace Plenum.LoadTest.Figures;

/// <summary>How participants came.</summary>
/// <param name="PerSecond">Joins that were whole (signalling, ICE, DTLS), while they were going on.</param>
/// <param name="TimeMs">From the first request to connected media, with all the waiting that a refusal asked for.</param>
/// <param name="Refused">Attempts that the server refused for now, with a time to come again (503 or 429 and Retry-After).</param>
/// <param name="Retried">Attempts made after that time.</param>
/// <param name="Failures">Why participants could not join or were lost, and how many.</param>
internal sealed record JoinFigures(double PerSecond, Distribution TimeMs, int Refused, int Retried, IReadOnlyDictionary<string, int> Failures);
