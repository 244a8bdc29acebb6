using System.Collections.Immutable;

namespace Plenum.Engine.Sfu.State;

/// <summary>What a node is doing, for operators. Each shard's part is of one moment.</summary>
/// <param name="Shards">The shards that live.</param>
public sealed record SfuState(ImmutableArray<SfuShardState> Shards)
{
    /// <summary>All rooms, each once for each shard that it is on.</summary>
    public IEnumerable<SfuRoomState> Rooms => Shards.SelectMany(shard => shard.Rooms);
}
