using System.Diagnostics.CodeAnalysis;

namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>
/// The collections of this process, and how long each held it up. The runtime tells of the newest alone: from the first
/// question on, something that dies in every collection looks at each. Any thread may ask.
/// </summary>
internal static class GarbagePauses
{
    private const int Kept = 1024;

    private static readonly Lock Sync = new();
    private static readonly double[] Newest = new double[Kept];
    private static long _pauses;
    private static long _lastIndex;
    private static double _longest;
    private static bool _isWatching;

    /// <summary>What was so far; the single pauses since the first time that somebody asked.</summary>
    public static DebugGarbage Describe()
    {
        lock (Sync)
        {
            if (!_isWatching)
                Sentinel.Make();
            _isWatching = true;
            var kept = (int)Math.Min(_pauses, Kept);
            return new(
                [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)],
                GC.GetTotalPauseDuration().TotalMilliseconds,
                _longest,
                _pauses,
                [.. Enumerable.Range(0, kept).Select(index => Newest[(_pauses - kept + index) % Kept])],
                GC.GetTotalAllocatedBytes(),
                LiveBytes());
        }
    }

    private static long LiveBytes()
    {
        var (blocking, background) = (GC.GetGCMemoryInfo(GCKind.FullBlocking), GC.GetGCMemoryInfo(GCKind.Background));
        var last = blocking.Index > background.Index ? blocking : background;
        return last.HeapSizeBytes - last.FragmentedBytes;
    }

    private static void Look()
    {
        lock (Sync)
        {
            var collection = GC.GetGCMemoryInfo(GCKind.Any);
            if (collection.Index == _lastIndex)
                return;
            _lastIndex = collection.Index;
            foreach (var pause in collection.PauseDurations)
            {
                if (pause > TimeSpan.Zero)
                    Note(pause.TotalMilliseconds);
            }
        }
    }

    private static void Note(double milliseconds)
    {
        Newest[_pauses++ % Kept] = milliseconds;
        _longest = Math.Max(_longest, milliseconds);
    }

    private sealed class Sentinel
    {
        [SuppressMessage("Performance", "CA1806", Justification = "It is made to be collected.")]
        public static void Make() => new Sentinel();

        ~Sentinel()
        {
            Look();
            if (!Environment.HasShutdownStarted)
                Make();
        }
    }
}
