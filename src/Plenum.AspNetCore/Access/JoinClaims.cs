using Plenum.Protocol;

namespace Plenum.AspNetCore;

/// <summary>What a join token says.</summary>
public sealed record JoinClaims
{
    /// <summary>The room it opens, and no other.</summary>
    public required string Room { get; init; }

    /// <summary>Who it is to the application. Bans hold on to this.</summary>
    public required string Identity { get; init; }

    /// <summary>The name to show; the participant cannot change it. Null: the participant chooses one.</summary>
    public string? Name { get; init; }

    /// <summary>The role.</summary>
    public ParticipantRole Role { get; init; } = ParticipantRole.Member;

    /// <summary>What the participant may do. Null: what the role comes with.</summary>
    public IReadOnlyList<Grant>? Grants { get; init; }
}
