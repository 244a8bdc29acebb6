using System.Diagnostics;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Shards;

/// <summary>The monotonic clock of all shards of a process, and what ties it to the wall clock.</summary>
public static class ShardClock
{
    private static readonly long Origin = Stopwatch.GetTimestamp();
    private static readonly DateTimeOffset WallOrigin = DateTimeOffset.UtcNow;

    /// <summary>The time since the process's first look at it.</summary>
    public static Timestamp Now =>
        new((Stopwatch.GetTimestamp() - Origin) / (Stopwatch.Frequency / 1_000_000));

    /// <summary>The wall clock of sender reports. It does not follow later corrections: reports must not jump.</summary>
    public static NtpClock WallClock { get; } = new(NtpTime.From(WallOrigin));
}
