using Plenum.Engine.Shards;
using Plenum.LoadTest.Figures;

namespace Plenum.LoadTest.Run;

/// <summary>What can be seen of the server's process from beside it; nothing where its process was not named.</summary>
internal sealed class ServerProbe(int? process, Uri address, string? token)
{
    private const double Mebi = 1024 * 1024;

    /// <summary>A short hold is not disturbed: to add up a process's memory holds it up.</summary>
    private static readonly TimeSpan ShortHold = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(5);

    /// <summary>What it has taken so far.</summary>
    public ProcessUsage? Read(bool withMemory = true) =>
        process is { } root ? ProcessTree.Read(root, withMemory) : null;

    /// <summary>What it says of its heap.</summary>
    public async Task<ServerGarbage?> AskAsync() =>
        process is null ? null : await ServerGarbage.AskAsync(address, token).ConfigureAwait(false);

    /// <summary>Waits for the end of a hold; looks at the server's memory at its start, every five minutes and at its end.</summary>
    public async Task<IReadOnlyList<MemorySample>> WatchAsync(TimeSpan hold, CancellationToken cancellationToken)
    {
        var samples = new List<MemorySample>();
        var start = ShardClock.Now;
        var interval = hold < ShortHold ? hold : TimeSpan.FromTicks(Math.Min(hold.Ticks / 4, LongestInterval.Ticks));
        for (var at = TimeSpan.Zero; ; at += interval)
        {
            await Pause.ForAsync(start + at - ShardClock.Now, cancellationToken).ConfigureAwait(false);
            if (hold >= ShortHold && await LookAsync(ShardClock.Now - start).ConfigureAwait(false) is { } sample)
                samples.Add(sample);
            if (at + interval > hold || cancellationToken.IsCancellationRequested)
                return samples;
        }
    }

    private async Task<MemorySample?> LookAsync(TimeSpan at)
    {
        if (Read() is not { } usage)
            return null;
        var heap = await AskAsync().ConfigureAwait(false);
        return new(at.TotalSeconds, usage.MemoryBytes / Mebi, heap?.LiveBytes / Mebi);
    }
}
