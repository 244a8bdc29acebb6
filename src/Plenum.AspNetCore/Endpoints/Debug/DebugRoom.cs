namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>A room: who is in it, and what its media does.</summary>
internal sealed record DebugRoom
{
    public required string Name { get; init; }

    /// <summary>What decides on which ways media flows.</summary>
    public required string Topology { get; init; }

    /// <summary>Edges of the plan, by way.</summary>
    public required IReadOnlyDictionary<string, int> Edges { get; init; }

    public required IReadOnlyList<DebugParticipant> Participants { get; init; }

    public required int Waiting { get; init; }

    /// <summary>The shards that carry its media; none while nobody has offered any.</summary>
    public IReadOnlyList<string> Shards { get; init; } = [];

    public IReadOnlyList<DebugPeer> Peers { get; init; } = [];

    /// <summary>What flows into the SFU.</summary>
    public IReadOnlyList<DebugPublication> Publications { get; init; } = [];
}
