namespace Plenum.Rooms;

/// <summary>What the caller has to do for a room, in this order; until its next command or tick, when the lists are used again.</summary>
/// <param name="Deliveries">Events to send.</param>
/// <param name="Closings">What ends after that.</param>
public readonly record struct RoomEffects(IReadOnlyList<Delivery> Deliveries, IReadOnlyList<RoomClosing> Closings)
{
    /// <summary>Nothing is to be done.</summary>
    public bool IsEmpty => Deliveries.Count == 0 && Closings.Count == 0;
}
