namespace Plenum.Rooms;

/// <summary>What the parts of a room share: the facts, and the ways to tell participants of a change.</summary>
internal sealed class RoomContext(RoomSettings settings, ITopology topology, RoomState state)
{
    public RoomSettings Settings { get; } = settings;

    public RoomState State { get; set; } = state;

    public Roster Roster { get; } = new();

    public WaitingList Waiting { get; } = new();

    public HashSet<Identity> Banned { get; } = [];

    public Departed Departed { get; } = new();

    public Outbox Outbox { get; } = new();

    public ChatHistory Chat { get; } = new(settings.ChatHistory);

    public Planner Planner { get; } = new(topology);

    /// <summary>Until when newcomers make way for those who come back after a restart; null: they need not.</summary>
    public DateTimeOffset? RestoringUntil { get; set; }

    public bool IsFull => Roster.Count >= State.Capacity;

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

    /// <summary>Changes the room's settings and tells all; where the door changed, everybody's claims do too.</summary>
    public void Change(RoomState state)
    {
        if (state == State)
            return;
        var sameDoor = (state.Locked, state.WaitingRoom) == (State.Locked, State.WaitingRoom);
        State = state;
        Broadcast(new RoomEvent.RoomUpdated(state));
        foreach (var participant in sameDoor ? [] : Roster.All)
            RenewSession(participant);
    }

    /// <summary>Brings the plan up to the facts and tells each participant its part.</summary>
    /// <param name="newcomer">Whom the change will reach in a snapshot.</param>
    public void Replan(Participant? newcomer = null) => Planner.Settle(Roster, Outbox, newcomer);

    public void RenewSession(Participant participant) =>
        Outbox.Send(participant.Session, new RoomEvent.SessionRenewed(ClaimsOf(participant)));

    /// <summary>Tells those who moderate who waits.</summary>
    /// <param name="except">Who knows from a snapshot.</param>
    public void AnnounceWaiting(Participant? except = null) => Outbox.Broadcast(
        Roster.All.Where(participant => participant.Moderates && participant != except),
        new RoomEvent.WaitingChanged(Waiting.States));

    public IReadOnlyList<WaitingState> WaitingFor(Participant participant) =>
        participant.Moderates ? Waiting.States : [];

    public RoomSnapshot SnapshotFor(Participant participant) => new()
    {
        Room = State,
        Participants = Roster.States,
        Edges = Planner.Plan.Of(participant.Id),
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
        };
    }
}
