namespace Plenum.Rooms;

/// <summary>What the caller has to do for the room, in this order.</summary>
public abstract record RoomEffect
{
    /// <summary>
    /// Send an event. A broadcast is one <see cref="RoomEvent"/> object in many of these: serialize it once. There is
    /// none for somebody without a connection; the room keeps the event for the resume.
    /// </summary>
    /// <param name="To">Whom.</param>
    /// <param name="Connection">On which connection.</param>
    /// <param name="Seq">The event's number in the recipient's session.</param>
    /// <param name="Event">The event.</param>
    public sealed record Deliver(ParticipantId To, ConnectionId Connection, long Seq, RoomEvent Event) : RoomEffect;

    /// <summary>Send an event again that a client missed.</summary>
    /// <param name="To">Whom.</param>
    /// <param name="Connection">On which connection.</param>
    /// <param name="Seq">The event's number in the recipient's session.</param>
    /// <param name="Entry">Its number in the room's <see cref="IEventStore"/>, which has it.</param>
    public sealed record Replay(ParticipantId To, ConnectionId Connection, long Seq, long Entry) : RoomEffect;

    /// <summary>Close a connection, after what was to be sent on it. The room knows of it no longer.</summary>
    /// <param name="Participant">Whose.</param>
    /// <param name="Connection">Which.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Close(ParticipantId Participant, ConnectionId Connection, CloseReason Reason) : RoomEffect;

    /// <summary>The room is over: drop it. Every further command is refused.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record RoomClosed(RoomClosedReason Reason) : RoomEffect;
}
