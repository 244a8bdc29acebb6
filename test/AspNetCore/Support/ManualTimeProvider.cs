namespace Plenum.AspNetCore.Tests.Support;

/// <summary>Time that passes when a test says so. Timers fire in order, on the thread that advances.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Set to play a bug of the server: whoever asks for the time is thrown at.</summary>
    public bool Broken { get; set; }

    /// <summary>Closed, whoever asks for the time of day has to wait: plays an owner that is slow to answer.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>Done when somebody waits at the closed <see cref="Gate"/>.</summary>
    public TaskCompletionSource SomebodyWaits { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How much too early timers ring that are set from now on: by the time of day, a real one may.</summary>
    public TimeSpan Haste { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        if (Broken)
            throw new TimeZoneNotFoundException("This clock is broken.");

        if (!Gate.IsSet)
            SomebodyWaits.TrySetResult();

        Gate.Wait();
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp()
    {
        lock (_gate)
            return _now.UtcTicks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        var until = GetUtcNow() + time;
        while (TakeDue(until) is { } timer)
            timer.Callback();

        lock (_gate)
            _now = until;
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is null)
                return null;

            _timers.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, Action callback) : ITimer
    {
        public Action Callback => callback;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime - clock.Haste;
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
