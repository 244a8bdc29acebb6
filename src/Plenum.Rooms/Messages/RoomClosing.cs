namespace Plenum.Rooms;

/// <summary>What the caller has to end for the room.</summary>
public abstract record RoomClosing
{
    /// <summary>Close a connection, after what was to be sent on it. The room knows of it no longer.</summary>
    /// <param name="Participant">Whose.</param>
    /// <param name="Connection">Which.</param>
    /// <param name="Reason">Why.</param>
    public sealed record OfConnection(ParticipantId Participant, ConnectionId Connection, CloseReason Reason) : RoomClosing;

    /// <summary>The room is over: drop it. Every further command is refused.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record OfRoom(RoomClosedReason Reason) : RoomClosing;
}
