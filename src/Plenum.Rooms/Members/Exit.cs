namespace Plenum.Rooms;

/// <summary>The ways out of a room: a lost connection and its grace, a leave, and being put out.</summary>
internal sealed class Exit(RoomContext room)
{
    /// <summary>The connection is gone; its owner stays in the room, and in the plan, for the grace.</summary>
    public void Detach(Participant participant, ConnectionId connection, DateTimeOffset now)
    {
        if (participant.Session.Connection != connection)
            return;
        participant.Session.Detach(now + room.Settings.Grace);
        room.Update(participant, participant.State with { Connected = false });
    }

    /// <inheritdoc cref="Detach(Participant, ConnectionId, DateTimeOffset)"/>
    public void Detach(Waiter waiter, ConnectionId connection, DateTimeOffset now)
    {
        if (waiter.Session.Connection == connection)
            waiter.Session.Detach(now + room.Settings.Grace);
    }

    public void Leave(Participant participant)
    {
        room.Departed.Left(participant.Id);
        Go(participant, LeaveReason.Left, CloseReason.Left);
    }

    public void Leave(Waiter waiter)
    {
        room.Departed.Left(waiter.Id);
        Go(waiter, CloseReason.Left);
    }

    public void PutOut(Participant participant)
    {
        room.Departed.WasRemoved(participant.Id);
        Go(participant, LeaveReason.Removed, CloseReason.Removed);
    }

    public void TurnAway(Waiter waiter)
    {
        room.Departed.WasDenied(waiter.Id);
        Go(waiter, CloseReason.Denied);
    }

    /// <summary>Gives up those whose grace is over.</summary>
    public void Expire(DateTimeOffset now)
    {
        foreach (var participant in room.Roster.All.Where(participant => participant.Session.IsGivenUp(now)).ToList())
        {
            room.Departed.Left(participant.Id);
            Go(participant, LeaveReason.TimedOut, CloseReason.Left);
        }

        foreach (var waiter in room.Waiting.All.Where(waiter => waiter.Session.IsGivenUp(now)).ToList())
            Leave(waiter);
    }

    /// <summary>The edges go before the participant: no client keeps an edge to somebody it no longer knows.</summary>
    private void Go(Participant participant, LeaveReason reason, CloseReason close)
    {
        room.Outbox.Close(participant.Session, close);
        room.Roster.Remove(participant);
        room.Planner.Forget(participant.Id);
        room.ReplanWithout(participant);
        room.Broadcast(new RoomEvent.ParticipantLeft(participant.Id, reason));
    }

    private void Go(Waiter waiter, CloseReason close)
    {
        room.Outbox.Close(waiter.Session, close);
        room.Waiting.Remove(waiter);
        room.AnnounceWaiting();
    }
}
