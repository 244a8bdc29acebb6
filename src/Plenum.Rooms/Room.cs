namespace Plenum.Rooms;

/// <summary>
/// One room: who is in it, what they publish, say and may do, and the plan of what flows to whom. Pure: commands and
/// the time go in, a reply and effects come out. One owner calls it.
/// </summary>
public sealed class Room
{
    private static readonly RoomError Ended = new(RoomErrorCode.RoomEnded, "The call is over.");

    private readonly RoomContext _room;
    private readonly CommandRouter _router;
    private readonly Upkeep _upkeep;

    /// <summary>Opens a room.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">What it allows.</param>
    /// <param name="now">The time.</param>
    /// <param name="events">Keeps what is told, for those who come back; null: they get a snapshot.</param>
    /// <exception cref="ArgumentException">The settings have <see cref="RoomSettings.Problems"/>.</exception>
    public Room(RoomName name, RoomSettings settings, DateTimeOffset now, IEventStore? events = null)
    {
        if (settings.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(' ', problems), nameof(settings));
        var state = new RoomState
        {
            Name = name,
            Capacity = settings.Capacity,
            Locked = false,
            WaitingRoom = settings.WaitingRoom,
            Topology = TopologyMode.Mesh,
            MeshUpTo = settings.CanForward ? settings.MeshUpTo : null,
            Metadata = "",
            CreatedAt = now,
        };
        var mode = settings.CanForward ? settings.Topology : TopologyMode.Mesh;
        _room = new(settings, state.WithTopology(mode, settings), events ?? NothingKept.Instance) { Now = now };
        _router = new(_room);
        _upkeep = _router.Upkeep;
    }

    /// <summary>What the room allows.</summary>
    public RoomSettings Settings => _room.Settings;

    /// <summary>The room's name, door and metadata.</summary>
    public RoomState State => _room.State;

    /// <summary>
    /// Everybody in the room, those in grace included, in the order of joining. The same object for as long as nothing of
    /// any of them changes.
    /// </summary>
    public IReadOnlyList<ParticipantState> Participants => _room.Roster.States;

    /// <summary>How many are in the room: cheaper to ask for than all of them.</summary>
    public int ParticipantCount => _room.Roster.Count;

    /// <summary>How many times somebody was in the room and is no longer.</summary>
    public long Removals => _room.Roster.Removals;

    /// <summary>Who waits, longest first.</summary>
    public IReadOnlyList<WaitingState> Waiting => _room.Waiting.States;

    /// <summary>
    /// What flows to whom; a publication that moves to another way has two edges to a subscriber for a while. The same
    /// object for as long as nothing of it changes.
    /// </summary>
    public Plan Plan => _room.Planner.Plan;

    /// <summary>Whether what is published goes through the SFU as a rule; a pair of participants may do so in a mesh, too.</summary>
    public bool PlansForward => State.Topology switch
    {
        TopologyMode.Sfu => true,
        TopologyMode.Auto => _room.Planner.HoldsOnSfu,
        _ => false,
    };

    /// <summary>Whether the room is over.</summary>
    public bool IsClosed => _upkeep.IsClosed;

    /// <summary>When the room wants <see cref="Tick"/>, and who asked; null: not until after the next command.</summary>
    public RoomDeadline? NextDeadline => _upkeep.NextDeadline();

    /// <summary>Somebody in the room; null for anybody else, those who wait included.</summary>
    /// <param name="participant">Somebody.</param>
    /// <returns>Their state.</returns>
    public ParticipantState? Find(ParticipantId participant) => _room.Roster.Find(participant)?.State;

    /// <summary>What somebody in the room knows of it; null for anybody else, those who wait included.</summary>
    /// <param name="participant">Somebody.</param>
    /// <returns>The snapshot.</returns>
    public RoomSnapshot? SnapshotFor(ParticipantId participant) =>
        _room.Roster.Find(participant) is { } found ? _room.SnapshotFor(found) : null;

    /// <summary>Does what somebody wants, or refuses and changes nothing.</summary>
    /// <param name="command">What somebody wants.</param>
    /// <param name="now">The time.</param>
    /// <returns>The reply to the sender and what else to do.</returns>
    public RoomOutcome Handle(RoomCommand command, DateTimeOffset now)
    {
        Begin(now);
        var reply = IsClosed ? new RoomReply.Refused(Ended) : _router.Route(command, now);
        if (reply is not RoomReply.Refused)
            _upkeep.Settle(now);
        return new(reply, _room.Outbox.Effects);
    }

    /// <summary>Does what is due.</summary>
    /// <param name="now">The time.</param>
    /// <returns>What to do.</returns>
    public RoomEffects Tick(DateTimeOffset now)
    {
        Begin(now);
        if (!IsClosed)
            _upkeep.Tick(now);
        return _room.Outbox.Effects;
    }

    private void Begin(DateTimeOffset now)
    {
        _room.Now = now;
        _room.Outbox.Clear();
    }
}
