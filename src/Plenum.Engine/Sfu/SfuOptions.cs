using System.Net;
using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Congestion;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu;

/// <summary>What an SFU node is made with.</summary>
public sealed record SfuOptions
{
    /// <summary>The first port that is tried when none is named.</summary>
    public const int DefaultPort = 7882;

    /// <summary>
    /// The addresses that clients reach it at, each a candidate. Empty for those of every network interface that is up;
    /// loopback is among them only if there is no other.
    /// </summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>
    /// The UDP port of the first shard; the others count up from it. A port that is taken is a start-up error. Null for
    /// <see cref="DefaultPort"/> or the next ones that are free; 0 for any.
    /// </summary>
    public int? Port { get; init; }

    /// <summary>How many shards (threads, and ports); 0 for one for each processor.</summary>
    public int Shards { get; init; }

    /// <summary>How much nicer than the process the shards' threads are to be (<see cref="ShardOptions.Niceness"/>).</summary>
    public int? Niceness { get; init; }

    /// <summary>What is accepted of an offer: codecs in order of preference, extensions, feedback.</summary>
    public NegotiationPolicy Policy { get; init; } = new() { AcceptsData = false };

    /// <summary>The limits within which the bandwidth to each client is estimated.</summary>
    public CongestionOptions Congestion { get; init; } = new()
    {
        Start = Bitrate.FromKilobits(600),
        Minimum = Bitrate.FromKilobits(150),
    };

    /// <summary>The most connections of one room.</summary>
    public int MaxConnectionsPerRoom { get; init; } = 10_000;

    /// <summary>
    /// How many connections of a room one shard has before the next come to another; where all shards have as many, they
    /// are spread by load. 0 keeps every room on one shard.
    /// </summary>
    public int RoomConnectionsPerShard { get; init; } = 64;

    /// <summary>The most media packets that a shard keeps for those who miss them, 1.5 KiB each; made as they are needed.</summary>
    public int PacketsKept { get; init; } = 400_000;

    /// <summary>Hears of every exception that ended a connection, a room or a shard. Called on the shard's thread.</summary>
    public Action<SfuFault> OnFault { get; init; } = _ => { };
}
