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

    /// <summary>Opaque application data; empty if there is none.</summary>
    public required string Metadata { get; init; }

    /// <summary>When the room was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
