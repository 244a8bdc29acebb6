namespace Plenum.Rtc.Congestion;

/// <summary>
/// How long packets wait in the bottleneck's queue all the time. A queue that is full, or stands at some length, delays no
/// further: the trend of the delay says that all is well, while everything comes late, and what is sent beyond the rate is
/// lost. The round trip beside the shortest of late tells.
/// </summary>
internal struct StandingQueue()
{
    /// <summary>What feedback, other flows and busy machines add to a round trip is no queue.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(150);

    /// <summary>How fast it is to be emptied: so much of it waits, so much less of a second is sent.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);

    private const double MostDrained = 0.3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan _shortestBefore = TimeSpan.MaxValue;
    private Timestamp _windowEnd = Timestamp.Zero;
    private TimeSpan _waiting;

    /// <summary>Whether one stands.</summary>
    public readonly bool Stands => _waiting > TimeSpan.Zero;

    /// <summary>The share of the path's rate that may be used for what is new, so that it shrinks.</summary>
    public readonly double Share => Stands ? 1 - Math.Min(MostDrained, _waiting / Drain) : 1;

    /// <summary>Takes a round trip, and what they are on average.</summary>
    public void Update(TimeSpan roundTrip, TimeSpan average, Timestamp now)
    {
        if (now >= _windowEnd)
            (_shortestBefore, _shortest, _windowEnd) = (_shortest, roundTrip, now + Window);
        if (roundTrip < _shortest)
            _shortest = roundTrip;
        var idle = _shortest < _shortestBefore ? _shortest : _shortestBefore;
        _waiting = average - idle - Usual;
    }
}
