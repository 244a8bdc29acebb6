namespace Plenum.Rooms;

/// <summary>
/// One room: who is in it, what they publish, say and may do, and the plan of what flows to whom. Pure: commands and
/// the time go in, a reply and effects come out. One owner calls it.
/// </summary>
public sealed class Room
{
    /// <summary>Opens a room.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">What it allows.</param>
    /// <param name="topology">What decides the plan.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">The settings have <see cref="RoomSettings.Problems"/>.</exception>
    public Room(RoomName name, RoomSettings settings, ITopology topology, DateTimeOffset now)
    {
        if (settings.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(' ', problems), nameof(settings));
        Settings = settings;
        State = new()
        {
            Name = name,
            Capacity = Math.Min(settings.Capacity, topology.MaxParticipants),
            Locked = false,
            WaitingRoom = settings.WaitingRoom,
            Metadata = "",
            CreatedAt = now,
        };
    }

    /// <summary>What the room allows.</summary>
    public RoomSettings Settings { get; }

    /// <summary>The room's name, door and metadata.</summary>
    public RoomState State { get; }

    /// <summary>Everybody in the room, those in grace included, in the order of joining.</summary>
    public IReadOnlyList<ParticipantState> Participants { get; } = [];

    /// <summary>Who waits, longest first.</summary>
    public IReadOnlyList<WaitingState> Waiting { get; } = [];

    /// <summary>What flows to whom.</summary>
    public Plan Plan { get; } = Plan.Empty;

    /// <summary>Whether the room is over.</summary>
    public bool IsClosed { get; }

    /// <summary>When the room wants <see cref="Tick"/>, and who asked; null: not until after the next command.</summary>
    public RoomDeadline? NextDeadline { get; }

    /// <summary>Does what somebody wants, or refuses and changes nothing.</summary>
    /// <param name="command">What somebody wants.</param>
    /// <param name="now">The time.</param>
    /// <returns>The reply to the sender and what else to do.</returns>
    public RoomOutcome Handle(RoomCommand command, DateTimeOffset now) =>
        throw new NotSupportedException($"{command} at {now} in {State.Name}: commands are not handled yet.");

    /// <summary>Does what is due.</summary>
    /// <param name="now">The time.</param>
    /// <returns>What to do, in this order.</returns>
    public IReadOnlyList<RoomEffect> Tick(DateTimeOffset now) =>
        throw new NotSupportedException($"{now} in {State.Name}: deadlines are not handled yet.");
}
