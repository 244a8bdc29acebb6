namespace Plenum.Rooms;

/// <summary>Collects what a command brings about, in order, and enters every event in its recipient's log.</summary>
internal sealed class Outbox(IEventStore store)
{
    /// <summary>Made for each command that brings something about, so that an idle room holds none.</summary>
    private List<RoomEffect>? _effects;

    private List<RoomEffect> Effects => _effects ??= [];

    public void Send(Session to, RoomEvent body)
    {
        if (to.Listens)
            Send(to, body, store.Append(body));
    }

    /// <summary>One object for all: an adapter serializes it once.</summary>
    public void Broadcast(IEnumerable<Participant> to, RoomEvent body)
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
            Effects.Add(new RoomEffect.Replay(to.Participant, connection, ++after, entry));
    }

    public void Close(Session session, CloseReason reason)
    {
        if (session.Connection is { } connection)
            Effects.Add(new RoomEffect.Close(session.Participant, connection, reason));
    }

    public void RoomClosed(RoomClosedReason reason) => Effects.Add(new RoomEffect.RoomClosed(reason));

    /// <summary>Everything collected since the last time.</summary>
    public IReadOnlyList<RoomEffect> Take()
    {
        IReadOnlyList<RoomEffect> effects = _effects ?? [];
        _effects = null;
        return effects;
    }

    private void Send(Session to, RoomEvent body, long entry)
    {
        var seq = to.Log.Append(entry);
        if (to.Connection is { } connection)
            Effects.Add(new RoomEffect.Deliver(to.Participant, connection, seq, body));
    }
}
