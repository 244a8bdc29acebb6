namespace Plenum.AspNetCore.Hosting;

/// <summary>What a timer is told to wait.</summary>
internal static class TimerWait
{
    /// <summary>Timers count whole milliseconds, downwards: a part of one counts as a whole, and what is past is due at once.</summary>
    public static TimeSpan Of(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait.TotalMilliseconds)));
}
