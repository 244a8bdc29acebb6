namespace Plenum.LoadTest.Figures;

/// <summary>Whether a figure was what it must be.</summary>
/// <param name="Text">The requirement.</param>
/// <param name="Actual">The figure; null when the summary has no such one.</param>
/// <param name="Met">Whether it holds.</param>
internal sealed record RequirementResult(string Text, double? Actual, bool Met);
