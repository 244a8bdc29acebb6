namespace Plenum.Rooms;

/// <summary>Somebody at the door: everything there is to know before they are in.</summary>
internal sealed record Applicant
{
    public required ParticipantId Id { get; init; }

    public required Identity Identity { get; init; }

    public required string Name { get; init; }

    public required bool NameFixed { get; init; }

    /// <summary>What a token gave, or what somebody was before a restart.</summary>
    public required Role? Role { get; init; }

    public required Grants? Grants { get; init; }

    /// <summary>A token gave role or grants.</summary>
    public required bool RoleFixed { get; init; }

    public required string Metadata { get; init; }

    public required IReadOnlyList<TrackSpec> Publications { get; init; }

    /// <summary>Which ways the client can take.</summary>
    public required Reach Reach { get; init; }

    public required bool Subscribes { get; init; }

    public PublisherFilter Watches { get; init; } = PublisherFilter.Everybody;

    public bool Audience { get; init; }

    public bool Listens { get; init; } = true;

    /// <summary>When they came to the door, this time or before a restart.</summary>
    public required DateTimeOffset Since { get; init; }

    public static Applicant From(RoomCommand.Join join, DateTimeOffset now) => new()
    {
        Id = join.Actor,
        Identity = join.Identity,
        Name = join.Name.Trim(),
        NameFixed = join.NameFixed,
        Role = join.Role,
        Grants = join.Grants,
        RoleFixed = join.Role is not null || join.Grants is not null,
        Metadata = join.Metadata,
        Publications = join.Audience ? [] : join.Publications,
        Reach = join.Reach,
        Subscribes = join.Subscribes,
        Watches = join.Watches,
        Audience = join.Audience,
        Listens = join.Listens,
        Since = now,
    };

    public static Applicant From(RoomCommand.Restore restore) => new()
    {
        Id = restore.Claims.Participant,
        Identity = restore.Claims.Identity,
        Name = restore.Claims.Name,
        NameFixed = restore.Claims.NameFixed,
        Role = restore.Claims.Role,
        Grants = restore.Claims.Grants,
        RoleFixed = restore.Claims.RoleFixed,
        Metadata = "",
        Publications = restore.Publications,
        Reach = restore.Claims.Reach,
        Subscribes = restore.Claims.Subscribes,
        Since = restore.Claims.JoinedAt,
    };
}
