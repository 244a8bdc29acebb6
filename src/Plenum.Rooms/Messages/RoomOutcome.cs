namespace Plenum.Rooms;

/// <summary>What came of a command.</summary>
/// <param name="Reply">The answer to the sender, which goes first.</param>
/// <param name="Effects">What else to do. Empty if the command was refused.</param>
public readonly record struct RoomOutcome(RoomReply Reply, RoomEffects Effects);
