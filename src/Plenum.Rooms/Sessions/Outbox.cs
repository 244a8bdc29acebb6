namespace Plenum.Rooms;

/// <summary>Collects what a command brings about, in order, and enters every event in its recipient's log.</summary>
internal sealed class Outbox(IEventStore store)
{
    /// <summary>Used again for each command, and as long as the largest was: one for each participant.</summary>
    private readonly List<Delivery> _deliveries = [];

    private readonly List<RoomClosing> _closings = [];

    /// <summary>Everything collected since the last <see cref="Clear"/>.</summary>
    public RoomEffects Effects => new(_deliveries, _closings);

    public void Clear()
    {
        _deliveries.Clear();
        _closings.Clear();
    }

    public void Send(Session to, RoomEvent body)
    {
        if (to.Listens)
            Send(to, body, store.Append(body));
    }

    /// <summary>One object for all: an adapter serializes it once.</summary>
    public void Broadcast(List<Participant> to, RoomEvent body)
    {
        long? entry = null;
        foreach (var participant in to)
        {
            if (participant.Session.Listens)
                Send(participant.Session, body, entry ??= store.Append(body));
        }
    }

    /// <summary>Delivers again what a client missed and the log holds.</summary>
    public void Replay(Session to, ConnectionId connection, long after)
    {
        foreach (var entry in to.Log.After(after))
            _deliveries.Add(new(to.Participant, connection, ++after, entry, null));
    }

    public void Close(Session session, CloseReason reason)
    {
        if (session.Connection is { } connection)
            _closings.Add(new RoomClosing.OfConnection(session.Participant, connection, reason));
    }

    public void RoomClosed(RoomClosedReason reason) => _closings.Add(new RoomClosing.OfRoom(reason));

    private void Send(Session to, RoomEvent body, long entry)
    {
        var seq = to.Log.Append(entry);
        if (to.Connection is { } connection)
            _deliveries.Add(new(to.Participant, connection, seq, entry, body));
    }
}
