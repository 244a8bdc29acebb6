namespace Plenum.Rooms;

/// <summary>
/// An event that the caller has to send. A broadcast is one <see cref="RoomEvent"/> object in many of these: serialize it once.
/// There is none for somebody without a connection; the room's <see cref="IEventStore"/> keeps the event for the resume.
/// </summary>
/// <param name="To">Whom.</param>
/// <param name="Connection">On which connection.</param>
/// <param name="Seq">The event's number in the recipient's session.</param>
/// <param name="Entry">Its number in the room's store.</param>
/// <param name="Event">The event; null where it was missed and goes again: the store has it.</param>
public readonly record struct Delivery(
    ParticipantId To, ConnectionId Connection, long Seq, long Entry, RoomEvent? Event);
