namespace Plenum.FanOut;

/// <summary>A time that the shard did not get on between one receiver and the next, where it never waits.</summary>
internal readonly record struct Standstill(DateTime Start, DateTime End)
{
    /// <summary>
    /// What of it a collection was the cause of: the time in which it held all threads, and from then on the wait of the
    /// shard for a processor, or of the collecting thread while it lets the others go. Nothing where they do not meet.
    /// </summary>
    public Stop By(Pause pause)
    {
        if (End <= pause.Start || Start >= pause.End)
            return default;
        var start = Start > pause.Start ? Start : pause.Start;
        var held = (Min(End, pause.Resumed) - start).TotalMilliseconds;
        return new((End - start).TotalMilliseconds, Math.Max(0, held));
    }

    private static DateTime Min(DateTime one, DateTime other) => one < other ? one : other;
}
