using Plenum.Rtc;

namespace Plenum.Engine.Shards;

/// <summary>
/// What a shard's loop did, written by its thread alone. Readers on other threads see each value whole but not all of
/// one moment.
/// </summary>
public sealed class ShardCounters
{
    /// <summary>Rounds of the loop that did something.</summary>
    public long Rounds { get; internal set; }

    /// <summary>Time spent in them, waiting left out.</summary>
    public TimeSpan Busy { get; internal set; }

    /// <summary>The longest round since <see cref="TakeLongestRound"/> was asked last.</summary>
    public TimeSpan LongestRound { get; internal set; }

    /// <summary>Datagrams taken.</summary>
    public long Datagrams { get; internal set; }

    /// <summary>Datagrams from addresses that belong to no peer, other than checks.</summary>
    public long UnknownAddress { get; internal set; }

    /// <summary>Connectivity checks whose user fragment belongs to no peer.</summary>
    public long UnknownFragment { get; internal set; }

    /// <summary>Peers ended by an exception: each is a bug, and was reported.</summary>
    public long Faults { get; internal set; }

    /// <summary>What peers that are gone have dropped; those that are there keep their own.</summary>
    public DropCounters Drops { get; } = new();

    /// <summary>The mean time per datagram, sending to its receivers included.</summary>
    public TimeSpan BusyPerDatagram => Datagrams == 0 ? TimeSpan.Zero : Busy / Datagrams;

    /// <summary>Reads the longest round and starts over.</summary>
    public TimeSpan TakeLongestRound()
    {
        var longest = LongestRound;
        LongestRound = TimeSpan.Zero;
        return longest;
    }

    internal void CountUnknown(bool isStun)
    {
        if (isStun)
            UnknownFragment++;
        else
            UnknownAddress++;
    }

    internal void NoteRound(TimeSpan duration)
    {
        Rounds++;
        Busy += duration;
        if (duration > LongestRound)
            LongestRound = duration;
    }
}
