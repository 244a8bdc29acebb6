namespace Plenum.LoadTest.Figures;

/// <summary>Who was there.</summary>
/// <param name="Planned">Who should have joined.</param>
/// <param name="Joined">Whose media was connected.</param>
/// <param name="Failed">Who could not join, or was lost.</param>
/// <param name="Peak">The most at one time.</param>
internal sealed record ParticipantFigures(int Planned, int Joined, int Failed, int Peak);
