namespace Plenum.Media.Shedding;

/// <summary>What a shard's loop measured over the last moment.</summary>
/// <param name="Busy">The share of the time in which it worked, 0 to 1.</param>
/// <param name="Overflows">Datagrams that the kernel threw away because nobody fetched them in time.</param>
public readonly record struct LoadSample(double Busy, long Overflows);
