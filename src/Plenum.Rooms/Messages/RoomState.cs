namespace Plenum.Rooms;

/// <summary>A room's settings, as everybody in it may know.</summary>
public sealed record RoomState
{
    /// <summary>The room's name.</summary>
    public required RoomName Name { get; init; }

    /// <summary>How many participants fit.</summary>
    public required int Capacity { get; init; }

    /// <summary>Whether the door is closed to newcomers.</summary>
    public required bool Locked { get; init; }

    /// <summary>Whether newcomers wait for a host.</summary>
    public required bool WaitingRoom { get; init; }

    /// <summary>What decides on which ways media flows.</summary>
    public required TopologyMode Topology { get; init; }

    /// <summary>How many an automatic room links directly; null where nothing can be forwarded.</summary>
    public int? MeshUpTo { get; init; }

    /// <summary>Opaque application data; empty if there is none.</summary>
    public required string Metadata { get; init; }

    /// <summary>When the room was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The same room in another mode, with as many places as that and the settings allow.</summary>
    internal RoomState WithTopology(TopologyMode mode, RoomSettings settings) => this with
    {
        Topology = mode,
        Capacity = Math.Min(settings.Capacity, Topologies.Of(mode).MaxParticipants),
    };
}
