namespace Plenum.Engine.Sfu;

/// <summary>A bug: an exception on a shard's thread.</summary>
/// <param name="Shard">The shard's name.</param>
/// <param name="Room">The room that was ended; null when a connection or the whole shard was.</param>
/// <param name="EndsShard">Whether the shard has ended, with all its rooms.</param>
/// <param name="Exception">What was thrown.</param>
public sealed record SfuFault(string Shard, string? Room, bool EndsShard, Exception Exception);
