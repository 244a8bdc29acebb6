using System.Collections.Immutable;

namespace Plenum.Engine.Sfu.State;

/// <summary>What a room's media is doing on one of its shards.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Connections">Its connections there.</param>
/// <param name="Publications">What flows in there, and not from another shard.</param>
public sealed record SfuRoomState(
    string Name,
    string Shard,
    ImmutableArray<SfuConnectionState> Connections,
    ImmutableArray<SfuPublicationState> Publications);
