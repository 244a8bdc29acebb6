namespace Plenum.LoadTest.Figures;

/// <summary>How participants came.</summary>
/// <param name="PerSecond">Joins that were whole (signalling, ICE, DTLS): while ramping up, or where people come and go during the hold.</param>
/// <param name="DuringHold">How many of them were whole during the hold.</param>
/// <param name="TimeMs">
/// From when it was to join to connected media, with all the waiting that a refusal asked for; where people come and go, of
/// those who came in or after the hold.
/// </param>
/// <param name="Refused">Attempts that the server refused for now, with a time to come again (503 or 429 and Retry-After).</param>
/// <param name="Retried">Attempts made after that time.</param>
/// <param name="Failures">Why participants could not join or were lost, and how many.</param>
internal sealed record JoinFigures(
    double PerSecond, int DuringHold, Distribution TimeMs, int Refused, int Retried, IReadOnlyDictionary<string, int> Failures);
