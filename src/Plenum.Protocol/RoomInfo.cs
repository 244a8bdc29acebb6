namespace Plenum.Protocol;

/// <summary>A room's settings.</summary>
public sealed record RoomInfo
{
    /// <summary>The room's name.</summary>
    public required string Name { get; init; }

    /// <summary>How many participants fit.</summary>
    public required int Capacity { get; init; }

    /// <summary>Whether the door is closed to newcomers.</summary>
    public required bool Locked { get; init; }

    /// <summary>Whether newcomers wait for a host.</summary>
    public required bool WaitingRoom { get; init; }

    /// <summary>What decides on which ways media flows.</summary>
    public required Topology Topology { get; init; }

    /// <summary>
    /// In an automatic room: how many may be linked directly; one more, and the call moves to the server. Absent where the
    /// server forwards nothing.
    /// </summary>
    public int? MeshUpTo { get; init; }

    /// <summary>Opaque application data; empty if there is none.</summary>
    public required string Metadata { get; init; }

    /// <summary>When the room was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
