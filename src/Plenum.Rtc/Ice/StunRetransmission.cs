namespace Plenum.Rtc.Ice;

/// <summary>
/// When a request is sent again over UDP (RFC 8489, section 6.2.1): doubling from the initial interval. ICE checks
/// double only up to a bound: under heavy loss a check that waits 16 s is a call that does not connect.
/// </summary>
internal struct StunRetransmission
{
    private readonly TimeSpan _longest;
    private readonly int _attempts;
    private TimeSpan _interval;
    private int _sent;

    private StunRetransmission(TimeSpan first, TimeSpan longest, int attempts, Timestamp now)
    {
        _interval = first;
        _longest = longest;
        _attempts = attempts;
        _sent = 1;
        Due = now + first;
    }

    /// <summary>When to send again or to give up.</summary>
    public Timestamp Due { get; private set; }

    /// <summary>7 sendings, the last answer awaited until 39.5 s: Rc and Rm of the RFC.</summary>
    public static StunRetransmission ForServer(Timestamp now) =>
        new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(8), 7, now);

    /// <summary>12 sendings within 10 s: under 30 % loss each way one in 3,000 checks fails by bad luck.</summary>
    public static StunRetransmission ForCheck(Timestamp now) =>
        new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), 12, now);

    /// <summary>A question of consent is sent once (RFC 7675, section 5.1).</summary>
    public static StunRetransmission Once(Timestamp now) =>
        new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 1, now);

    /// <summary>Brings the next sending forward.</summary>
    public void MakeDue(Timestamp now) => Due = now;

    /// <summary>Whether to send again at <see cref="Due"/>; false to give up.</summary>
    public bool TryRepeat(Timestamp now)
    {
        if (_sent == _attempts)
            return false;
        _sent++;
        _interval *= 2;
        _interval = _interval > _longest ? _longest : _interval;
        Due = now + _interval;
        return true;
    }
}
