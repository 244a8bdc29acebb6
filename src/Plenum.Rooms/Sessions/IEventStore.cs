namespace Plenum.Rooms;

/// <summary>
/// Keeps what a room has told, for those who were cut off. One event is kept once, however many it concerns. The room's
/// owner alone calls it.
/// </summary>
public interface IEventStore
{
    /// <summary>The number of the oldest event that is still kept; beyond the newest when none is.</summary>
    long Oldest { get; }

    /// <summary>Takes an event in; older ones may go for it.</summary>
    /// <param name="told">The event.</param>
    /// <returns>Its number: 1 for the first, one more for each.</returns>
    long Append(RoomEvent told);
}
