namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>What the server is doing, for its operators.</summary>
internal sealed record DebugState
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Connections to the SFU.</summary>
    public required int Peers { get; init; }

    /// <summary>Edges of all plans, by way.</summary>
    public required IReadOnlyDictionary<string, int> Edges { get; init; }

    public required DebugPackets Packets { get; init; }

    /// <summary>What was dropped since the start, by reason; reasons that never came are left out.</summary>
    public required IReadOnlyDictionary<string, long> Drops { get; init; }

    public required IReadOnlyList<DebugShard> Shards { get; init; }

    public required IReadOnlyList<DebugRoom> Rooms { get; init; }
}
