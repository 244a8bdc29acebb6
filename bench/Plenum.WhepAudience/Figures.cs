namespace Plenum.WhepAudience;

/// <summary>What all receivers together have got so far.</summary>
/// <param name="Connected">Receivers whose media is connected.</param>
/// <param name="Watching">Receivers that have decoded frames.</param>
/// <param name="Frames">Video frames decoded.</param>
/// <param name="FewestFrames">Of the receiver that has fewest.</param>
/// <param name="Audio">Audio packets.</param>
/// <param name="Megabytes">Of video.</param>
/// <param name="Lost">Packets that never came, in spite of asking again.</param>
/// <param name="Breaks">How often a decoder had to wait for a key frame.</param>
/// <param name="Violations">What a decoder must never see.</param>
internal sealed record Figures(
    int Connected, int Watching, long Frames, int FewestFrames, long Audio, long Megabytes, long Lost, int Breaks, int Violations);
