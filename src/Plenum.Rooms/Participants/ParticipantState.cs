namespace Plenum.Rooms;

/// <summary>Somebody in a room, as everybody in it may know.</summary>
public sealed record ParticipantState
{
    /// <summary>The id.</summary>
    public required ParticipantId Id { get; init; }

    /// <summary>Who it is to the application.</summary>
    public required Identity Identity { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>The role.</summary>
    public required Role Role { get; init; }

    /// <summary>What the participant may do.</summary>
    public required Grants Grants { get; init; }

    /// <summary>Opaque application data; empty if there is none.</summary>
    public required string Metadata { get; init; }

    /// <summary>When the participant came in; a restart of the server does not change it.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>False while there is no connection and the grace runs; media may well flow.</summary>
    public required bool Connected { get; init; }

    /// <summary>When the hand went up; null while it is down.</summary>
    public DateTimeOffset? HandRaisedAt { get; init; }

    /// <summary>Which ways the client can take.</summary>
    public Reach Reach { get; init; }

    /// <summary>Whether publications of others go to it; a mere encoder wants none.</summary>
    public bool Subscribes { get; init; } = true;

    /// <summary>Whose publications, if any.</summary>
    public PublisherFilter Watches { get; init; } = PublisherFilter.Everybody;

    /// <summary>Whether it only watches, as one of many.</summary>
    public bool Audience { get; init; }

    /// <summary>What is published, in the order of publishing.</summary>
    public required IReadOnlyList<Publication> Publications { get; init; }
}
