namespace Plenum.Rooms;

/// <summary>What the parts of a room share: the facts, and the ways to tell participants of a change.</summary>
internal sealed class RoomContext(RoomSettings settings, RoomState state, IEventStore events)
{
    public RoomSettings Settings { get; } = settings;

    public RoomState State { get; set; } = state;

    /// <summary>The time of the command or tick at hand.</summary>
    public required DateTimeOffset Now { get; set; }

    public Roster Roster { get; } = new();

    public WaitingList Waiting { get; } = new();

    public HashSet<Identity> Banned { get; } = [];

    public Departed Departed { get; } = new();

    /// <summary>What has been told, for those who missed it.</summary>
    public IEventStore Events { get; } = events;

    public Outbox Outbox { get; } = new(events);

    public ChatHistory Chat { get; } = new(settings.ChatHistory, settings.MaxChatLength);

    public Planner Planner { get; } = new(settings);

    /// <summary>Until when newcomers make way for those who come back after a restart; null: they need not.</summary>
    public DateTimeOffset? RestoringUntil { get; set; }

    /// <summary>Whether there is no place left, among those who take part or among the audience.</summary>
    public bool IsFull(bool audience) =>
        audience ? Roster.Audience >= Settings.MaxAudience : Roster.Count - Roster.Audience >= State.Capacity;

    public bool IsWaitingFull => Waiting.Count >= Settings.MaxWaiting;

    /// <summary>Nobody is or was here.</summary>
    public bool IsUntouched => Roster.Count == 0 && Waiting.Count == 0 && Departed.IsEmpty;

    public void Broadcast(RoomEvent body) => Outbox.Broadcast(Roster.All, body);

    /// <summary>Changes what all may know of somebody, and tells all. Not for publications: they have events of their own.</summary>
    public void Update(Participant participant, ParticipantState state)
    {
        Roster.Set(participant, state);
        Broadcast(new RoomEvent.ParticipantUpdated(state));
    }

    /// <summary>Changes the room's settings and tells all; where claims say what changed, everybody gets new ones.</summary>
    public void Change(RoomState state)
    {
        if (state == State)
            return;
        var sameClaims = (state.Locked, state.WaitingRoom, state.Topology) == (State.Locked, State.WaitingRoom, State.Topology);
        State = state;
        Broadcast(new RoomEvent.RoomUpdated(state));
        if (!sameClaims)
            RenewSessions();
    }

    /// <summary>
    /// Brings the plan up to the facts and tells each participant its part. Callers announce who and what comes before
    /// this, and who and what goes after it: no client hears of an edge whose ends it does not know.
    /// </summary>
    public void Replan() => Replan(newcomer: null, () => Planner.Settle(Roster, State.Topology, Now));

    /// <summary>The same, when all that has happened is that somebody came, whom the change will reach in a snapshot.</summary>
    public void ReplanWith(Participant newcomer) =>
        Replan(newcomer, () => Planner.Settle(Roster, State.Topology, newcomer, Now));

    /// <summary>The same, when all that has happened is that somebody went.</summary>
    public void ReplanWithout(Participant gone) =>
        Replan(newcomer: null, () => Planner.Settle(Roster, State.Topology, gone, Now));

    private void Replan(Participant? newcomer, Func<PlanDiff> settle)
    {
        var heldOnSfu = Planner.HoldsOnSfu;
        var diff = settle();
        if (!diff.IsEmpty)
            Announce(diff, newcomer);
        if (heldOnSfu != Planner.HoldsOnSfu)
            RenewSessions(except: newcomer);
    }

    private void Announce(PlanDiff diff, Participant? newcomer)
    {
        foreach (var (id, part) in diff.Parts())
        {
            // Who went has heard its last.
            if (id != newcomer?.Id && Roster.Find(id) is { } participant)
                Outbox.Send(participant.Session, part);
        }
    }

    private void RenewSessions(Participant? except = null)
    {
        foreach (var participant in Roster.All)
        {
            if (participant != except)
                RenewSession(participant);
        }
    }

    public void RenewSession(Participant participant) =>
        Outbox.Send(participant.Session, new RoomEvent.SessionRenewed(ClaimsOf(participant)));

    /// <summary>Tells those who moderate who waits.</summary>
    /// <param name="except">Who knows from a snapshot.</param>
    public void AnnounceWaiting(Participant? except = null) => Outbox.Broadcast(
        Roster.All.FindAll(participant => participant.Moderates && participant != except),
        new RoomEvent.WaitingChanged(Waiting.States));

    public IReadOnlyList<WaitingState> WaitingFor(Participant participant) =>
        participant.Moderates ? Waiting.States : [];

    public RoomSnapshot SnapshotFor(Participant participant) => new()
    {
        Room = State,
        Participants = Roster.States,
        Edges = participant.State.Publications.Count == 0
            ? Planner.Plan.To(participant.Id)
            : Planner.Plan.Of(participant.Id),
        Chat = Chat.Entries,
        Waiting = WaitingFor(participant),
    };

    public SessionClaims ClaimsOf(Participant participant) => new()
    {
        Participant = participant.Id,
        Identity = participant.State.Identity,
        Name = participant.State.Name,
        NameFixed = participant.NameFixed,
        Role = participant.State.Role,
        RoleFixed = participant.RoleFixed,
        Grants = participant.State.Grants,
        JoinedAt = participant.State.JoinedAt,
        Waiting = false,
        RoomLocked = State.Locked,
        RoomWaits = State.WaitingRoom,
        Reach = participant.State.Reach,
        Subscribes = participant.State.Subscribes,
        Topology = State.Topology,
        RoomForwards = Planner.HoldsOnSfu,
    };

    public SessionClaims ClaimsOf(Waiter waiter)
    {
        var role = waiter.Applicant.Role ?? Role.Member;
        return new()
        {
            Participant = waiter.Id,
            Identity = waiter.Applicant.Identity,
            Name = waiter.Applicant.Name,
            NameFixed = waiter.Applicant.NameFixed,
            Role = role,
            RoleFixed = waiter.Applicant.RoleFixed,
            Grants = waiter.Applicant.Grants ?? RoleGrants.Of(role),
            JoinedAt = waiter.Applicant.Since,
            Waiting = true,
            RoomLocked = State.Locked,
            RoomWaits = State.WaitingRoom,
            Reach = waiter.Applicant.Reach,
            Subscribes = waiter.Applicant.Subscribes,
            Topology = State.Topology,
            RoomForwards = Planner.HoldsOnSfu,
        };
    }
}
