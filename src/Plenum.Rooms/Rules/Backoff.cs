namespace Plenum.Rooms;

/// <summary>Waiting times that double.</summary>
internal static class Backoff
{
    private const int MaxDoublings = 16;

    /// <param name="first">The first wait.</param>
    /// <param name="longest">The longest, unless the first is longer.</param>
    /// <param name="failures">How often it was waited before.</param>
    public static TimeSpan Of(TimeSpan first, TimeSpan longest, int failures)
    {
        if (first >= longest)
            return first;
        var wait = first * (1 << Math.Min(failures, MaxDoublings));
        return wait < longest ? wait : longest;
    }
}
