namespace Plenum.Engine.Shards;

/// <summary>A bug: an exception on a shard's thread.</summary>
/// <param name="Shard">The shard's name.</param>
/// <param name="Peer">The peer that was ended; null when the whole shard was.</param>
/// <param name="Exception">What was thrown.</param>
public sealed record ShardFault(string Shard, ShardPeer? Peer, Exception Exception);
