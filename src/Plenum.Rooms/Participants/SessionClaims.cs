namespace Plenum.Rooms;

/// <summary>
/// What a resume token has to hold so that a server that lost its memory can let the participant in again. The caller
/// seals it into a token and opens it again; see <see cref="RoomCommand.Restore"/>.
/// </summary>
public sealed record SessionClaims
{
    /// <summary>The participant.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Who it is to the application.</summary>
    public required Identity Identity { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the name was given by a token and may not be changed by the participant.</summary>
    public required bool NameFixed { get; init; }

    /// <summary>The role.</summary>
    public required Role Role { get; init; }

    /// <summary>Whether the role was given by a token; if not, the room may make the participant host.</summary>
    public required bool RoleFixed { get; init; }

    /// <summary>What the participant may do.</summary>
    public required Grants Grants { get; init; }

    /// <summary>When the participant came in, or began to wait.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>Whether the participant is in the waiting room: nobody gets past a host by a restart.</summary>
    public required bool Waiting { get; init; }

    /// <summary>Whether the room is locked: nobody else does either.</summary>
    public required bool RoomLocked { get; init; }

    /// <summary>Whether newcomers wait for a host.</summary>
    public required bool RoomWaits { get; init; }

    /// <summary>Which ways the client can take.</summary>
    public Reach Reach { get; init; }

    /// <summary>Whether publications of others go to the participant.</summary>
    public bool Subscribes { get; init; } = true;

    /// <summary>What decides on which ways media flows in the room; null: what the settings say.</summary>
    public TopologyMode? Topology { get; init; }

    /// <summary>Whether an automatic room is held on the SFU: it comes back there, not by way of a mesh.</summary>
    public bool RoomForwards { get; init; }
}
