namespace Plenum.Rooms;

/// <summary>All that a participant knows of a room at one moment.</summary>
public sealed record RoomSnapshot
{
    /// <summary>Settings.</summary>
    public required RoomState Room { get; init; }

    /// <summary>Everybody in the room, the recipient included, in the order of joining.</summary>
    public required IReadOnlyList<ParticipantState> Participants { get; init; }

    /// <summary>The edges of the plan in which the recipient is publisher or subscriber.</summary>
    public required IReadOnlyList<Edge> Edges { get; init; }

    /// <summary>The latest chat messages, oldest first.</summary>
    public required IReadOnlyList<ChatEntry> Chat { get; init; }

    /// <summary>To those who moderate: who waits, longest first. Empty for everybody else.</summary>
    public required IReadOnlyList<WaitingState> Waiting { get; init; }
}
