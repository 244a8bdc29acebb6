namespace Plenum.Rooms;

/// <summary>
/// The latest who are gone, so that a session that ended while its client was cut off is refused with the right reason,
/// and an old token does not bring back who has left since. Bounded: whoever falls out is merely "not found".
/// </summary>
internal sealed class Departed
{
    private const int Limit = 256;

    private static readonly RoomError NotFound = new(
        RoomErrorCode.SessionNotFound, "The session is over or was never of this room. Join again.");

    private static readonly RoomError Removed = new(
        RoomErrorCode.Banned, "A host put you out.");

    private static readonly RoomError Denied = new(
        RoomErrorCode.Denied, "A host turned your request to come in away.");

    private readonly Dictionary<ParticipantId, RoomError> _why = [];
    private readonly Queue<ParticipantId> _order = new();

    public void Left(ParticipantId id) => Remember(id, NotFound);

    public void WasRemoved(ParticipantId id) => Remember(id, Removed);

    public void WasDenied(ParticipantId id) => Remember(id, Denied);

    public bool IsEmpty => _order.Count == 0;

    public bool Knows(ParticipantId id) => _why.ContainsKey(id);

    /// <summary>Why there is no session of this id.</summary>
    public RoomError WhyGone(ParticipantId id) => _why.GetValueOrDefault(id, NotFound);

    private void Remember(ParticipantId id, RoomError why)
    {
        _why.Add(id, why);
        _order.Enqueue(id);
        if (_order.Count > Limit)
            _why.Remove(_order.Dequeue());
    }
}
