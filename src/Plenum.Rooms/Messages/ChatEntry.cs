namespace Plenum.Rooms;

/// <summary>Something said in the chat.</summary>
/// <param name="Id">Counts up from 1 in a room.</param>
/// <param name="Participant">Who said it.</param>
/// <param name="Name">The name at that moment: the participant may be gone when this is read.</param>
/// <param name="Text">What was said. Plain text.</param>
/// <param name="At">When.</param>
public sealed record ChatEntry(long Id, ParticipantId Participant, string Name, string Text, DateTimeOffset At);
