using System.Collections.Immutable;
using Plenum.Engine.Io;
using Plenum.Engine.Shards;
using Plenum.Media.Shedding;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu.State;

/// <summary>What a shard is doing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Addresses">Where clients reach it.</param>
/// <param name="Rooms">Its rooms.</param>
public sealed record SfuShardState(
    string Name, ImmutableArray<TransportAddress> Addresses, ImmutableArray<SfuRoomState> Rooms)
{
    /// <summary>What its loop did since the start; goes on counting.</summary>
    public required ShardCounters Loop { get; init; }

    /// <summary>How soon the system lets its thread run; null where it did not ask.</summary>
    public ThreadSchedule? Schedule { get; init; }

    /// <summary>What its sockets did since the start; goes on counting.</summary>
    public required UdpIoCounters Sockets { get; init; }

    /// <summary>What was dropped since the start, by reason; reasons that never came are left out.</summary>
    public required ImmutableDictionary<DropReason, long> Drops { get; init; }

    /// <summary>The share of the time in which it worked lately, 0 to 1.</summary>
    public double Busy { get; init; }

    /// <summary>What it leaves out, and whether it takes nobody new, because it has too much to do.</summary>
    public Overload Overload { get; init; } = Overload.None;

    /// <summary>Media packets kept for those who miss them.</summary>
    public int PacketsKept { get; init; }

    /// <summary>Media packets forwarded since the start, one for each receiver.</summary>
    public long PacketsForwarded { get; init; }

    /// <summary>Media packets sent again since the start.</summary>
    public long PacketsRepeated { get; init; }

    /// <summary>Key frames asked for since the start.</summary>
    public long KeyFramesRequested { get; init; }
}
