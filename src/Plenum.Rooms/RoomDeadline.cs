namespace Plenum.Rooms;

/// <summary>When the room wants to be ticked, and why.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Participant">Who asked; null if it was the room itself.</param>
public readonly record struct RoomDeadline(DateTimeOffset At, RoomDeadlineReason Reason, ParticipantId? Participant);
