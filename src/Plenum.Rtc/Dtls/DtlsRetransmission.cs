namespace Plenum.Rtc.Dtls;

/// <summary>When the last flight goes out again (RFC 6347, section 4.2.4.1).</summary>
internal sealed class DtlsRetransmission(TimeSpan initial, TimeSpan max)
{
    private TimeSpan _wait;

    public Timestamp Deadline { get; private set; } = Timestamp.Never;

    public Timestamp LastSent { get; private set; }

    /// <summary>A new flight goes out.</summary>
    public void Begin(Timestamp now)
    {
        _wait = initial;
        Restart(now);
    }

    /// <summary>The flight goes out again because nothing came: wait twice as long.</summary>
    public void BackOff(Timestamp now)
    {
        _wait = TimeSpan.FromTicks(Math.Min(2 * _wait.Ticks, max.Ticks));
        Restart(now);
    }

    /// <summary>The flight goes out again because the peer shows that it missed it.</summary>
    public void Restart(Timestamp now)
    {
        LastSent = now;
        Deadline = now + _wait;
    }
}
