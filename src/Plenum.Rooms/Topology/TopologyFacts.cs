namespace Plenum.Rooms;

/// <summary>All that a topology looks at.</summary>
public sealed record TopologyFacts
{
    /// <summary>Everybody in the room, those in grace included, in the order of joining.</summary>
    public required IReadOnlyList<ParticipantState> Participants { get; init; }

    /// <summary>Between whom no direct link comes about.</summary>
    public IReadOnlySet<ParticipantPair> Unlinkable { get; init; } = new HashSet<ParticipantPair>();

    /// <summary>Whether the server forwards media at all.</summary>
    public bool CanForward { get; init; } = true;

    /// <summary>The way on which <see cref="TopologyMode.Auto"/> holds the room; see <see cref="AutoState"/>.</summary>
    public EdgeVia AutoWay { get; init; } = EdgeVia.Direct;
}
