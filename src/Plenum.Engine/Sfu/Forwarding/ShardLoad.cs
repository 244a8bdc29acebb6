using Plenum.Engine.Shards;
using Plenum.Media.Shedding;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>Measures how much a shard has to do, and knows what follows from it. The shard's thread writes, any thread reads.</summary>
internal sealed class ShardLoad
{
    private readonly Lock _lock = new();
    private Overload _overload = Overload.None;
    private Timestamp _measuredAt = Timestamp.Never;
    private TimeSpan _busy;
    private long _overflows;
    private double _share;

    /// <summary>When <see cref="Measure"/> is due; never while nothing is to be measured. The shard's alone.</summary>
    public Timestamp Due { get; private set; } = Timestamp.Never;

    /// <summary>The share of the time in which the loop worked lately, 0 to 1.</summary>
    public double Busy
    {
        get
        {
            lock (_lock)
                return _share;
        }
    }

    /// <summary>What follows from it.</summary>
    public Overload Overload
    {
        get
        {
            lock (_lock)
                return _overload;
        }
    }

    /// <summary>There is something to do.</summary>
    public void Watch(Timestamp now)
    {
        if (Due == Timestamp.Never)
            Due = now;
    }

    /// <summary>There is nothing to do any more: once all is well, nobody looks until there is.</summary>
    public void Rest()
    {
        if (Overload is { RefusesJoins: false, Level.Step: 0 })
            (Due, _measuredAt) = (Timestamp.Never, Timestamp.Never);
    }

    /// <summary>Looks at what the loop and its sockets have counted.</summary>
    /// <returns>Whether something else is to be left out from now on.</returns>
    public bool Measure(Shard shard, Timestamp now)
    {
        Due = now + Overload.Interval;
        var (busy, overflows) = (shard.Counters.Busy - _busy, shard.IoCounters.ReceiveOverflows - _overflows);
        (_busy, _overflows) = (shard.Counters.Busy, shard.IoCounters.ReceiveOverflows);
        var since = _measuredAt;
        _measuredAt = now;
        // Nothing is known of the time before the first look.
        if (since == Timestamp.Never || now <= since)
            return false;
        return Note(new(Math.Clamp(busy / (now - since), 0, 1), overflows), now);
    }

    private bool Note(LoadSample sample, Timestamp now)
    {
        lock (_lock)
        {
            var before = _overload.Level;
            _share = sample.Busy;
            _overload = _overload.Next(sample, now);
            return _overload.Level != before;
        }
    }
}
