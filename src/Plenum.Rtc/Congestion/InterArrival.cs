namespace Plenum.Rtc.Congestion;

/// <summary>
/// Gathers packets sent together into groups, and compares how far groups lie apart where they leave and where they
/// arrive (draft-ietf-rmcat-gcc-02, sections 5.2 and 5.3): single packets of a burst tell nothing about the queue.
/// All times in microseconds.
/// </summary>
internal struct InterArrival
{
    private const long GroupSpan = 5_000;
    private const long BurstSpan = 5_000;
    private const long LongestBurst = 100_000;
    private const int ReordersBeforeReset = 3;

    private Group _current;
    private Group _previous;
    private int _reorders;

    /// <summary>Takes an acknowledged packet.</summary>
    /// <returns>True if it opens a new group, so that the two groups before can be compared.</returns>
    public bool TryAdd(long sentAt, long arrivedAt, out long sentApart, out long arrivedApart)
    {
        sentApart = arrivedApart = 0;
        if (!_current.Exists)
        {
            _current = Group.Of(sentAt, arrivedAt);
            return false;
        }
        if (sentAt < _current.FirstSentAt)
            return false;
        if (BelongsToCurrent(sentAt, arrivedAt))
        {
            _current.LastSentAt = Math.Max(_current.LastSentAt, sentAt);
            _current.LastArrivedAt = arrivedAt;
            return false;
        }
        var comparable = _previous.Exists && Compare(out sentApart, out arrivedApart);
        _previous = _current;
        _current = Group.Of(sentAt, arrivedAt);
        return comparable;
    }

    private readonly bool BelongsToCurrent(long sentAt, long arrivedAt)
    {
        var sentApart = sentAt - _current.LastSentAt;
        var arrivedApart = arrivedAt - _current.LastArrivedAt;
        // Packets that a slow hop held back arrive as a burst, faster than they left: one group, whenever they left.
        var isBurst = sentApart == 0 || (arrivedApart < sentApart && arrivedApart <= BurstSpan
            && arrivedAt - _current.FirstArrivedAt < LongestBurst);
        return isBurst || sentAt - _current.FirstSentAt <= GroupSpan;
    }

    private bool Compare(out long sentApart, out long arrivedApart)
    {
        sentApart = _current.LastSentAt - _previous.LastSentAt;
        arrivedApart = _current.LastArrivedAt - _previous.LastArrivedAt;
        if (arrivedApart >= 0)
        {
            _reorders = 0;
            return true;
        }
        // Groups that overtake each other again and again mean that the receiver's clock was set: start anew.
        if (++_reorders >= ReordersBeforeReset)
            this = default;
        return false;
    }

    private struct Group
    {
        public bool Exists;
        public long FirstSentAt;
        public long LastSentAt;
        public long FirstArrivedAt;
        public long LastArrivedAt;

        public static Group Of(long sentAt, long arrivedAt) => new()
        {
            Exists = true,
            FirstSentAt = sentAt,
            LastSentAt = sentAt,
            FirstArrivedAt = arrivedAt,
            LastArrivedAt = arrivedAt,
        };
    }
}
