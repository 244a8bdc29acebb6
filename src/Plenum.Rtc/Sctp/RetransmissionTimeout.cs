namespace Plenum.Rtc.Sctp;

/// <summary>The retransmission time-out (RFC 9260, section 6.3.1, with shorter bounds as libwebrtc has them).</summary>
internal sealed class RetransmissionTimeout
{
    public static readonly TimeSpan Initial = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Min = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(3);

    private TimeSpan _smoothed;
    private TimeSpan _variation;
    private bool _hasSample;

    public TimeSpan Current { get; private set; } = Initial;

    public void AddSample(TimeSpan roundTrip)
    {
        if (!_hasSample)
        {
            _hasSample = true;
            _smoothed = roundTrip;
            _variation = roundTrip / 2;
        }
        else
        {
            _variation = (_variation * 0.75) + ((_smoothed - roundTrip).Duration() * 0.25);
            _smoothed = (_smoothed * 0.875) + (roundTrip * 0.125);
        }

        Forward();
    }

    /// <summary>Nothing came back in time: wait longer.</summary>
    public void Back() => Current = Clamp(Current * 2);

    /// <summary>
    /// Something came back: the path is no slower than it was measured. RFC 9260 waits for a new measurement, which
    /// retransmissions do not give, so under heavy loss it would wait ever longer.
    /// </summary>
    public void Forward()
    {
        if (_hasSample)
            Current = Clamp(_smoothed + (_variation * 4));
    }

    private static TimeSpan Clamp(TimeSpan span) => span < Min ? Min : span > Max ? Max : span;
}
