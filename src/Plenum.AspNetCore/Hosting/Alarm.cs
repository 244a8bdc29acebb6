namespace Plenum.AspNetCore.Hosting;

/// <summary>
/// Rings when the time of day has come. A timer counts whole milliseconds of another clock, so it may ring too early by
/// the time of day: who then asks for the same time again is woken again.
/// </summary>
internal sealed class Alarm : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private DateTimeOffset? _at;
    private volatile bool _hasRung;

    /// <param name="clock">The time.</param>
    /// <param name="ring">Called on any thread.</param>
    public Alarm(TimeProvider clock, Action ring)
    {
        _clock = clock;
        _timer = clock.CreateTimer(
            _ =>
            {
                _hasRung = true;
                ring();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets when to ring, instead of what was set before; null for never.</summary>
    public void Set(DateTimeOffset? at)
    {
        if (at == _at && !_hasRung)
            return;

        _at = at;
        _hasRung = false;
        _timer.Change(at is { } time ? TimerWait.Of(time - _clock.GetUtcNow()) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
