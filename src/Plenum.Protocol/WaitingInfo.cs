namespace Plenum.Protocol;

/// <summary>Somebody in the waiting room.</summary>
public sealed record WaitingInfo
{
    /// <summary>The participant id.</summary>
    public required string Id { get; init; }

    /// <summary>Who it is to the application.</summary>
    public required string Identity { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }
}
