namespace Plenum.Protocol;

/// <summary>Somebody in a room.</summary>
public sealed record ParticipantInfo
{
    /// <summary>The participant's id: unique in the room, the same over resumes.</summary>
    public required string Id { get; init; }

    /// <summary>Who it is to the application: a token's identity, or the id where there was none.</summary>
    public required string Identity { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>The role.</summary>
    public required ParticipantRole Role { get; init; }

    /// <summary>What the participant may do.</summary>
    public required IReadOnlyList<Grant> Grants { get; init; }

    /// <summary>Opaque application data; empty if there is none.</summary>
    public required string Metadata { get; init; }

    /// <summary>When the participant came in.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>False while the signalling socket is gone and the grace runs; media may well flow.</summary>
    public required bool Connected { get; init; }

    /// <summary>When the hand went up; left out while it is down.</summary>
    public DateTimeOffset? HandRaisedAt { get; init; }

    /// <summary>True for somebody who only watches, as one of many (a WHEP player): shown in no tile. Else left out.</summary>
    public bool? Audience { get; init; }

    /// <summary>What is published.</summary>
    public required IReadOnlyList<PublicationInfo> Publications { get; init; }
}
