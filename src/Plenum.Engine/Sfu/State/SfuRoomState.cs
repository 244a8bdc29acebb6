using System.Collections.Immutable;

namespace Plenum.Engine.Sfu.State;

/// <summary>What a room's media is doing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Connections">Its connections.</param>
/// <param name="Publications">What flows in.</param>
public sealed record SfuRoomState(
    string Name,
    string Shard,
    ImmutableArray<SfuConnectionState> Connections,
    ImmutableArray<SfuPublicationState> Publications);
