using Plenum.Rtc;

namespace Plenum.Simulation;

/// <summary>
/// One direction of a path, with its own queue and its own luck. Several routes may share one link: then they share the
/// bottleneck. <see cref="Profile"/> and <see cref="IsUp"/> may be changed at any time.
/// </summary>
public sealed class Link(LinkProfile profile, SeededRandom random)
{
    private Timestamp _freeAt = Timestamp.Zero;
    private Timestamp _lastArrival = Timestamp.Zero;
    private bool _bad;

    public LinkProfile Profile { get; set; } = profile;

    /// <summary>False for a partition: everything vanishes.</summary>
    public bool IsUp { get; set; } = true;

    public long Offered { get; private set; }

    public long OfferedBytes { get; private set; }

    /// <summary>Lost by chance (<see cref="LinkProfile.Loss"/>, <see cref="LinkProfile.Burst"/>) or partition.</summary>
    public long Lost { get; private set; }

    /// <summary>Lost because the queue was full.</summary>
    public long Overflowed { get; private set; }

    public long TooLarge { get; private set; }

    public long Carried { get; private set; }

    public long CarriedBytes { get; private set; }

    /// <summary>The longest time that a datagram has waited in the queue since <see cref="ResetQueuePeak"/>.</summary>
    public TimeSpan QueuePeak { get; private set; }

    /// <summary>How long a datagram offered now would wait before it is put on the wire.</summary>
    public TimeSpan QueueDelay(Timestamp now) => _freeAt > now ? _freeAt - now : TimeSpan.Zero;

    public void ResetQueuePeak() => QueuePeak = TimeSpan.Zero;

    /// <summary>Decides a datagram's fate: how many copies arrive (0 to 2) and when.</summary>
    internal int Carry(int length, Timestamp now, out Timestamp arrival, out Timestamp duplicateArrival)
    {
        arrival = duplicateArrival = Timestamp.Never;
        Offered++;
        OfferedBytes += length;
        if (length > Profile.Mtu)
        {
            TooLarge++;
            return 0;
        }

        if (IsLost())
        {
            Lost++;
            return 0;
        }

        if (!TryQueue(length, now, out var sent))
        {
            Overflowed++;
            return 0;
        }

        Carried++;
        CarriedBytes += length;
        arrival = ArrivalOf(sent);
        if (!random.Chance(Profile.Duplicate))
            return 1;
        duplicateArrival = ArrivalOf(sent);
        return 2;
    }

    private bool IsLost()
    {
        if (!IsUp)
            return true;
        if (Profile.Burst is { } burst)
        {
            _bad = _bad ? !random.Chance(burst.BadToGood) : random.Chance(burst.GoodToBad);
            if (_bad && random.Chance(burst.LossWhenBad))
                return true;
        }

        return random.Chance(Profile.Loss);
    }

    private bool TryQueue(int length, Timestamp now, out Timestamp sent)
    {
        sent = now;
        if (Profile.Rate is not { } rate)
            return true;
        var waiting = QueueDelay(now);
        if (waiting > Profile.Queue)
            return false;
        QueuePeak = waiting > QueuePeak ? waiting : QueuePeak;
        sent = _freeAt = now + waiting + rate.TimeFor(length + Profile.Overhead);
        return true;
    }

    private Timestamp ArrivalOf(Timestamp sent)
    {
        var arrival = sent + Profile.Latency + (Profile.Jitter * random.NextDouble());
        if (random.Chance(Profile.Reorder))
            return arrival + (Profile.ReorderDelay * random.NextDouble());
        if (arrival < _lastArrival)
            arrival = _lastArrival;
        return _lastArrival = arrival;
    }
}
