namespace Plenum.Rtc.Sctp;

/// <summary>Decides when to acknowledge (RFC 9260, section 6.2).</summary>
internal sealed class Acknowledger
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);
    private bool _hasUnacknowledgedPacket;

    public Timestamp Deadline { get; private set; } = Timestamp.Never;

    /// <summary>Whether an acknowledgement is due.</summary>
    public bool IsDue { get; private set; }

    /// <summary>A packet with data arrived.</summary>
    /// <param name="atOnce">Whether it shall not wait: a gap, a duplicate, a wish of the sender.</param>
    /// <param name="now">The time.</param>
    public void DataReceived(bool atOnce, Timestamp now)
    {
        if (atOnce || _hasUnacknowledgedPacket)
        {
            IsDue = true;
            return;
        }

        _hasUnacknowledgedPacket = true;
        Deadline = now + Delay;
    }

    public void Tick(Timestamp now) => IsDue |= Deadline <= now;

    public void Acknowledged()
    {
        IsDue = false;
        _hasUnacknowledgedPacket = false;
        Deadline = Timestamp.Never;
    }
}
