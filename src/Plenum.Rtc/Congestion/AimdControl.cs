namespace Plenum.Rtc.Congestion;

/// <summary>
/// Turns the detector's verdicts into a rate: additive or multiplicative increase, multiplicative decrease
/// (draft-ietf-rmcat-gcc-02, section 5.5). Rates in bits per second.
/// </summary>
internal sealed class AimdControl(double start, double minimum, double maximum)
{
    private const double Backoff = 0.85;
    private const double MultiplicativeGain = 0.08;
    private const double AdditivePackets = 2;
    private const double LeanRate = 1_000_000;
    private const double SmallestLean = 0.5;
    private const double LargestLean = 1.5;
    private const double SlowestAdditive = 4_000;
    private const double AcknowledgedLimit = 1.5;
    private const double AcknowledgedMargin = 10_000;
    private const double FramesPerSecond = 30;
    private const double PacketBits = 1200 * 8;
    private static readonly TimeSpan ResponseMargin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProbeMemory = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);

    private LinkCapacity _capacity;
    private Timestamp _changedAt = Timestamp.Never;
    private Timestamp _reducedAt = Timestamp.Never;
    private double _probed;
    private Timestamp _probedAt;

    /// <summary>The rate the delay allows.</summary>
    public double Rate { get; private set; } = start;

    /// <summary>Takes the detector's verdict at a feedback.</summary>
    /// <param name="usage">The verdict.</param>
    /// <param name="acknowledged">The rate that arrives; 0 if not known yet.</param>
    /// <param name="atOveruse">The rate that an overuse leaves; 0 if not known yet.</param>
    /// <param name="mayIncrease">False while the application sends too little to learn anything from silence.</param>
    /// <param name="roundTrip">The round trip to the peer.</param>
    /// <param name="now">When the feedback came.</param>
    public void Update(
        BandwidthUsage usage,
        double acknowledged,
        double atOveruse,
        bool mayIncrease,
        TimeSpan roundTrip,
        Timestamp now)
    {
        if (usage == BandwidthUsage.Overuse)
        {
            if (MayReduce(atOveruse, roundTrip, now))
                Decrease(atOveruse, now);
            return;
        }
        // While the queue drains the rate rests, or growth would keep it standing.
        if (usage == BandwidthUsage.Normal && mayIncrease)
            Increase(acknowledged, roundTrip, now);
        _changedAt = now;
    }

    /// <summary>Takes the rate that a probe measured, if it is more than is believed.</summary>
    public void OnProbe(ProbeResult probe, Timestamp now)
    {
        if (probe.Rate <= Rate)
            return;
        // Near the known capacity a burst that fills the link takes a share which other flows would lose for good: go
        // half of the way. Without knowledge, or with room left in the link, believe it.
        var isContested = probe.IsSaturated && _capacity.IsKnown;
        var measured = isContested ? (Rate + probe.Rate) / 2 : probe.Rate;
        (_probed, _probedAt) = (isContested ? 0 : measured, now);
        if (measured > _capacity.UpperBound)
            _capacity.Reset();
        Rate = Math.Min(measured, maximum);
        _changedAt = now;
    }

    /// <summary>Lowers the rate because no feedback comes.</summary>
    public void OnSilence(double factor, Timestamp now)
    {
        Rate = Math.Max(minimum, Rate * factor);
        _capacity.Reset();
        _changedAt = now;
    }

    /// <summary>One reduction needs a round trip to show; a rate that fell far below may go down at once.</summary>
    private bool MayReduce(double acknowledged, TimeSpan roundTrip, Timestamp now)
    {
        var interval = roundTrip + ResponseMargin;
        return _reducedAt == Timestamp.Never || now - _reducedAt >= interval
            || (acknowledged > 0 && acknowledged < Rate / 2);
    }

    private void Decrease(double acknowledged, Timestamp now)
    {
        var measured = acknowledged > 0 ? acknowledged : Rate;
        // What arrives lags behind a probe that has just shown that the link carries more: believe the probe, once.
        if (now - _probedAt < ProbeMemory)
            measured = Math.Max(measured, _probed);
        _probed = 0;
        var reduced = Backoff * measured;
        if (reduced > Rate && _capacity.IsKnown)
            reduced = Backoff * _capacity.Estimate;
        if (measured < _capacity.LowerBound)
            _capacity.Reset();
        _capacity.OnOveruse(measured);
        Rate = Math.Clamp(Math.Min(reduced, Rate), minimum, maximum);
        _reducedAt = _changedAt = now;
    }

    private void Increase(double acknowledged, TimeSpan roundTrip, Timestamp now)
    {
        if (acknowledged > _capacity.UpperBound)
            _capacity.Reset();
        var elapsed = _changedAt == Timestamp.Never ? TimeSpan.Zero : now - _changedAt;
        var seconds = Math.Min(elapsed.TotalSeconds, LongestStep.TotalSeconds);
        var increased = _capacity.IsKnown
            ? Rate + (AdditiveRate(roundTrip) * seconds)
            : Rate * Math.Pow(1 + MultiplicativeGain, seconds);
        // Believe only in half as much again as has been seen to arrive.
        var limit = acknowledged > 0
            ? Math.Max(Rate, (AcknowledgedLimit * acknowledged) + AcknowledgedMargin)
            : increased;
        Rate = Math.Clamp(Math.Min(increased, limit), minimum, maximum);
    }

    /// <summary>Two packets per response time, in bits per second each second.</summary>
    private double AdditiveRate(TimeSpan roundTrip)
    {
        var frameBits = Rate / FramesPerSecond;
        var packetBits = frameBits / Math.Ceiling(frameBits / PacketBits);
        // Flows that share a link meet sooner if the smaller one grows faster.
        var lean = Math.Clamp(LeanRate / Rate, SmallestLean, LargestLean);
        return Math.Max(SlowestAdditive, AdditivePackets * lean * packetBits / (roundTrip + ResponseMargin).TotalSeconds);
    }
}
