using Plenum.Engine.Io.Linux;

namespace Plenum.Engine.Shards;

/// <summary>How soon the system's scheduler lets a thread run that has something to do (Linux; elsewhere as all others).</summary>
/// <param name="Niceness">From -20, which comes first, to 19; 0 as a rule.</param>
/// <param name="Slice">How long it runs before another one's turn; zero where the system does not say.</param>
public sealed record ThreadSchedule(int Niceness, TimeSpan Slice)
{
    /// <summary>
    /// The shortest that Linux takes. Among threads that wait, the one whose slice ends first comes first, and one that wakes
    /// takes the place of one with a longer slice at once (EEVDF, 6.12 and later). A shard that has slept, or was stopped by a
    /// collection of garbage, else waits for up to a tick of 4 ms behind whoever came before.
    /// </summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(0.1);

    /// <summary>
    /// Asks for the calling thread to come early. What is not permitted is left as it is: a better niceness takes
    /// CAP_SYS_NICE or RLIMIT_NICE, a short slice nothing. A thread that somebody gave another policy (<c>chrt</c>) keeps it.
    /// </summary>
    /// <param name="niceness">What to add to the process's.</param>
    /// <returns>What holds now; null where nothing was asked for.</returns>
    public static ThreadSchedule? Hasten(int niceness)
    {
        if (!OperatingSystem.IsLinux() || LinuxSchedule.Read() is not { IsNormal: true } present)
            return null;
        var wanted = present with { Niceness = Math.Clamp(present.Niceness + niceness, -20, 19), Slice = Shortest };
        if (!wanted.TrySet())
            (wanted with { Niceness = present.Niceness }).TrySet();
        return LinuxSchedule.Read() is { } now ? new(now.Niceness, now.Slice) : null;
    }
}
