namespace Plenum.Rooms;

/// <summary>What a room does by itself: after each command, and when its time has come.</summary>
internal sealed class Upkeep(RoomContext room, Entrance entrance, Exit exit, Succession succession)
{
    private DateTimeOffset? _emptySince = room.State.CreatedAt;

    public bool IsClosed { get; private set; }

    /// <summary>What follows from any change: free places are taken, a call without a host gets one.</summary>
    public void Settle(DateTimeOffset now)
    {
        if (IsClosed)
            return;
        entrance.AdmitWhoMay(now);
        succession.Run();
        _emptySince = room.Roster.Count + room.Waiting.Count > 0 ? null : _emptySince ?? now;
    }

    public void Tick(DateTimeOffset now)
    {
        exit.Expire(now);
        if (room.RestoringUntil <= now)
            room.RestoringUntil = null;
        if (room.Planner.NextDeadline(room.State.Topology)?.At <= now)
            room.Replan();
        Settle(now);
        if (_emptySince + room.Settings.EmptyLinger <= now)
            Close(RoomClosedReason.Empty);
    }

    public RoomDeadline? NextDeadline()
    {
        RoomDeadline? next = null;
        foreach (var participant in room.Roster.All)
            Ask(participant.Session.GraceEnds, RoomDeadlineReason.Grace, participant.Id);
        foreach (var waiter in room.Waiting.All)
            Ask(waiter.Session.GraceEnds, RoomDeadlineReason.Grace, waiter.Id);
        Ask(room.RestoringUntil, RoomDeadlineReason.Restored, null);
        Ask(_emptySince + room.Settings.EmptyLinger, RoomDeadlineReason.Empty, null);
        if (room.Planner.NextDeadline(room.State.Topology) is { } plan)
            Ask(plan.At, plan.Reason, plan.Participant);
        return next;

        void Ask(DateTimeOffset? at, RoomDeadlineReason reason, ParticipantId? who)
        {
            if (at is { } time && (next is null || time < next.Value.At))
                next = new(time, reason, who);
        }
    }

    public void Close(RoomClosedReason reason)
    {
        foreach (var participant in room.Roster.All)
            room.Outbox.Close(participant.Session, CloseReason.RoomEnded);
        foreach (var waiter in room.Waiting.All)
            room.Outbox.Close(waiter.Session, CloseReason.RoomEnded);
        room.Roster.Clear();
        room.Waiting.Clear();
        room.Planner.Clear();
        room.RestoringUntil = null;
        _emptySince = null;
        IsClosed = true;
        room.Outbox.RoomClosed(reason);
    }
}
