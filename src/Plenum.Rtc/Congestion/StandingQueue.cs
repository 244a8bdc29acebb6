namespace Plenum.Rtc.Congestion;

/// <summary>
/// How long packets wait in the bottleneck's queue all the time. A queue that is full, or stands at some length, delays no
/// further: the trend of the delay says that all is well, while everything comes late, and what is sent beyond the rate is
/// lost. The round trip beside the shortest of late tells, where packets are lost: without that, somebody is only slow to
/// answer, and to send less does not help.
/// </summary>
internal struct StandingQueue()
{
    /// <summary>What feedback, other flows and busy machines add to a round trip is no queue.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(150);

    /// <summary>How fast it is to be emptied: so much of it waits, so much less of a second is sent.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);

    private const double MostDrained = 0.3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    /// <summary>A queue that is full loses something at least so often.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(2);

    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan _shortestBefore = TimeSpan.MaxValue;
    private Timestamp _windowEnd = Timestamp.Zero;
    private TimeSpan _waiting;
    private Timestamp _lostAt = Timestamp.Never;

    /// <summary>Whether one stands.</summary>
    public readonly bool Stands => _waiting > TimeSpan.Zero;

    /// <summary>The share of the path's rate that may be used for what is new, so that it shrinks.</summary>
    public readonly double Share => Stands ? 1 - Math.Min(MostDrained, _waiting / Drain) : 1;

    /// <summary>Takes a round trip, what they are on average, and how many packets its feedback told to be lost.</summary>
    public void Update(TimeSpan roundTrip, TimeSpan average, int lost, Timestamp now)
    {
        if (lost > 0)
            _lostAt = now;
        if (now >= _windowEnd)
            (_shortestBefore, _shortest, _windowEnd) = (_shortest, roundTrip, now + Window);
        if (roundTrip < _shortest)
            _shortest = roundTrip;
        var idle = _shortest < _shortestBefore ? _shortest : _shortestBefore;
        var isLosing = _lostAt != Timestamp.Never && now - _lostAt < Recent;
        _waiting = isLosing ? average - idle - Usual : TimeSpan.Zero;
    }
}
