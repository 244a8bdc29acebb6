namespace Plenum.Protocol;

/// <summary>All that a participant knows of a room at one moment.</summary>
public sealed record RoomSnapshot
{
    /// <summary>Settings.</summary>
    public required RoomInfo Room { get; init; }

    /// <summary>Everybody in the room, you included, in the order of joining.</summary>
    public required IReadOnlyList<ParticipantInfo> Participants { get; init; }

    /// <summary>The edges of the plan in which you are publisher or subscriber.</summary>
    public required IReadOnlyList<EdgeInfo> Edges { get; init; }

    /// <summary>The latest chat messages, oldest first.</summary>
    public required IReadOnlyList<ChatMessage> Chat { get; init; }

    /// <summary>To hosts: who waits, longest first. Empty for everybody else.</summary>
    public required IReadOnlyList<WaitingInfo> Waiting { get; init; }
}
