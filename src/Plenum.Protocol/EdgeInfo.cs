namespace Plenum.Protocol;

/// <summary>One line of the plan: this publication reaches this subscriber on this way.</summary>
public sealed record EdgeInfo
{
    /// <summary>Unique in the plan; the same publication, subscriber and way always give the same id.</summary>
    public required string Id { get; init; }

    /// <summary>The publication's id.</summary>
    public required string Publication { get; init; }

    /// <summary>The participant who publishes.</summary>
    public required string Publisher { get; init; }

    /// <summary>The participant who receives.</summary>
    public required string Subscriber { get; init; }

    /// <summary>The way.</summary>
    public required EdgeVia Via { get; init; }
}
