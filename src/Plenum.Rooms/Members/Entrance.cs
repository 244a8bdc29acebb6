namespace Plenum.Rooms;

/// <summary>The ways into a room: a join, a return after a restart, an admission, and a session taken up again.</summary>
internal sealed class Entrance(RoomContext room, Door door, Limits limits)
{
    private static readonly RoomError InUse = new(
        RoomErrorCode.InvalidState, "The participant id is or was in use. A session joins once; resume it instead.");

    private static readonly RoomError SameConnection = new(
        RoomErrorCode.InvalidState, "The session is on this connection already.");

    private static readonly RoomError ServerFull = new(
        RoomErrorCode.Overloaded, "The server has too much to do at the moment. Try again in a few seconds.");

    private static readonly RoomError TooLate = new(
        RoomErrorCode.SessionNotFound, "The session is over. Join again.");

    /// <summary>
    /// A join from start to end: checks, the door, then either a seat in the waiting room or the way in, and a reply
    /// that tells the whole room.
    /// </summary>
    public RoomReply Join(RoomCommand.Join join, DateTimeOffset now)
    {
        if (Check(join) is { } error)
            return new RoomReply.Refused(error);
        if (join.IsServerFull && NeedsServer(join))
            return new RoomReply.Refused(ServerFull);
        var applicant = Applicant.From(join, now);
        return door.Answer(applicant) switch
        {
            DoorAnswer.Enter seat => Welcome(Enter(applicant, seat, NewSession(applicant, join.Connection))),
            DoorAnswer.Wait => Wait(applicant, join.Connection),
            DoorAnswer.Refuse refuse => new RoomReply.Refused(refuse.Error),
            var answer => throw new InvalidOperationException($"{answer} is not an answer."),
        };
    }

    /// <summary>A return after a restart: past lock and waiting room, for the door was passed before.</summary>
    public RoomReply Restore(RoomCommand.Restore restore, DateTimeOffset now)
    {
        if (room.Roster.Find(restore.Actor) is not null || room.Waiting.Find(restore.Actor) is not null)
            return Resume(new(restore.Actor, restore.Connection, LastSeq: -1));
        if (Check(restore, now) is { } error)
            return new RoomReply.Refused(error);
        if (room.IsUntouched)
        {
            room.RestoringUntil = now + room.Settings.Grace;
            RestoreTopology(restore.Claims);
        }

        RestoreDoor(restore.Claims);
        var applicant = Applicant.From(restore);
        if (restore.Claims.Waiting)
            return Wait(applicant, restore.Connection);
        var seat = new DoorAnswer.Enter(restore.Claims.Role, restore.Claims.Grants);
        return Welcome(Enter(applicant, seat, NewSession(applicant, restore.Connection)));
    }

    /// <summary>A session on a new connection: what was missed, or the whole room where that is no longer known.</summary>
    public RoomReply Resume(RoomCommand.Resume resume)
    {
        var waiter = room.Waiting.Find(resume.Actor);
        var participant = room.Roster.Find(resume.Actor);
        if ((waiter?.Session ?? participant?.Session) is not { } session)
            return new RoomReply.Refused(room.Departed.WhyGone(resume.Actor));
        if (session.Connection == resume.Connection)
            return new RoomReply.Refused(SameConnection);
        // Before the session is attached: the news of its own return is among what it missed.
        if (participant is { State.Connected: false })
            Return(participant);
        room.Outbox.Close(session, CloseReason.Replaced);
        session.Attach(resume.Connection);
        return participant is null ? Waiting(waiter!) : CatchUp(participant, resume.Connection, resume.LastSeq);
    }

    /// <summary>From the waiting room into the room. The caller has made sure that there is a place.</summary>
    public void Admit(Waiter waiter, DateTimeOffset now)
    {
        var applicant = waiter.Applicant with { Since = now };
        room.Waiting.Remove(waiter);
        var participant = Enter(applicant, door.Seat(applicant), waiter.Session);
        room.Outbox.Send(participant.Session, new RoomEvent.Admitted(room.SnapshotFor(participant)));
        room.RenewSession(participant);
        room.AnnounceWaiting(except: participant);
    }

    /// <summary>Lets in, longest wait first, for whom the door has opened: waiting room off, or a place free.</summary>
    public void AdmitWhoMay(DateTimeOffset now)
    {
        while (room.Waiting.Count > 0 && room.Waiting.All.FirstOrDefault(waiter => door.Answer(waiter.Applicant) is DoorAnswer.Enter) is { } next)
            Admit(next, now);
    }

    /// <summary>With one more, an automatic room may have to move to the SFU.</summary>
    private bool NeedsServer(RoomCommand.Join join) => room.Settings.CanForward && room.State.Topology switch
    {
        TopologyMode.Mesh => join.Reach == Reach.Forward,
        TopologyMode.Auto => join.Reach == Reach.Forward || room.Planner.HoldsOnSfu
            || room.Roster.Linkable >= room.Settings.MeshUpTo,
        _ => true,
    };

    private RoomError? Check(RoomCommand.Join join)
    {
        if (room.Roster.Find(join.Actor) is not null || room.Waiting.Find(join.Actor) is not null || room.Departed.Knows(join.Actor))
            return InUse;
        return Check(join.Reach) ?? limits.Name(join.Name) ?? limits.Metadata(join.Metadata) ?? limits.Tracks(join.Publications)
            ?? (join.Role is { } role ? Limits.Role(role) : null);
    }

    private RoomError? Check(RoomCommand.Restore restore, DateTimeOffset now)
    {
        if (room.Departed.Knows(restore.Actor))
            return room.Departed.WhyGone(restore.Actor);
        if (now > room.State.CreatedAt + room.Settings.RestoreWindow)
            return TooLate;
        if (room.Banned.Contains(restore.Claims.Identity))
            return Door.Banned;
        if (restore.Claims.Waiting && room.IsWaitingFull)
            return Door.WaitingFull;
        if (!restore.Claims.Waiting && room.IsFull(audience: false))
            return Door.Full;
        return Check(restore.Claims.Reach) ?? limits.Tracks(restore.Publications);
    }

    private RoomError? Check(Reach reach)
    {
        if (!Enum.IsDefined(reach))
            return Refusal.Invalid("reach: use any or forward.");
        return reach == Reach.Forward && !room.Settings.CanForward ? Routing.NoSfu : null;
    }

    /// <summary>What is announced comes before the plan that names it; the newcomer learns both from a snapshot.</summary>
    private Participant Enter(Applicant applicant, DoorAnswer.Enter seat, Session session)
    {
        var participant = new Participant(session, StateOf(applicant, seat, session))
        {
            NameFixed = applicant.NameFixed,
            RoleFixed = applicant.RoleFixed,
        };
        room.Broadcast(new RoomEvent.ParticipantJoined(participant.State));
        room.Roster.Add(participant);
        room.ReplanWith(participant);
        return participant;
    }

    private static ParticipantState StateOf(Applicant applicant, DoorAnswer.Enter seat, Session session) => new()
    {
        Id = applicant.Id,
        Identity = applicant.Identity,
        Name = applicant.Name,
        Role = seat.Role,
        Grants = seat.Grants,
        Metadata = applicant.Metadata,
        JoinedAt = applicant.Since,
        Connected = session.IsConnected,
        Reach = applicant.Reach,
        Subscribes = applicant.Subscribes,
        Watches = applicant.Watches,
        Audience = applicant.Audience,
        Publications =
        [
            .. applicant.Publications
                .Where(track => seat.Grants.HasFlag(track.Source.NeededGrant()))
                .Select(track => Publication.From(applicant.Id, track)),
        ],
    };

    /// <summary>Nobody brought its edges up while it was away; they are tried again now.</summary>
    private void Return(Participant participant)
    {
        room.Update(participant, participant.State with { Connected = true });
        room.Planner.Retry(participant.Id);
        room.Replan();
    }

    private RoomReply CatchUp(Participant participant, ConnectionId connection, long lastSeq)
    {
        if (!participant.Session.Log.Holds(lastSeq))
            return Welcome(participant);
        room.Outbox.Replay(participant.Session, connection, lastSeq);
        return new RoomReply.Resumed(room.ClaimsOf(participant));
    }

    private RoomReply.Welcome Welcome(Participant participant) =>
        new(participant.Session.Log.LastSeq, room.ClaimsOf(participant), room.SnapshotFor(participant));

    private RoomReply.Waiting Wait(Applicant applicant, ConnectionId connection)
    {
        var waiter = new Waiter(NewSession(applicant, connection), applicant);
        room.Waiting.Add(waiter);
        room.AnnounceWaiting();
        return Waiting(waiter);
    }

    private RoomReply.Waiting Waiting(Waiter waiter) => new(waiter.Session.Log.LastSeq, room.ClaimsOf(waiter));

    /// <summary>A restart opens no door that a host had closed.</summary>
    private void RestoreDoor(SessionClaims claims) => room.Change(room.State with
    {
        Locked = room.State.Locked || claims.RoomLocked,
        WaitingRoom = room.State.WaitingRoom || claims.RoomWaits,
    });

    /// <summary>Nor does it move a call: links to others are still up.</summary>
    private void RestoreTopology(SessionClaims claims)
    {
        if (!room.Settings.CanForward)
            return;
        room.State = room.State.WithTopology(claims.Topology ?? room.State.Topology, room.Settings);
        room.Planner.Restore(claims.RoomForwards);
    }

    private Session NewSession(Applicant applicant, ConnectionId connection) =>
        new(applicant.Id, connection, new(room.Events, room.Settings.EventLogLength)) { Listens = applicant.Listens };
}
