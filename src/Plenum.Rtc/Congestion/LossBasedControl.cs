namespace Plenum.Rtc.Congestion;

/// <summary>
/// Finds the rate that loss allows by asking which bottleneck explains the losses best, as libwebrtc's second
/// loss-based estimator does: a link loses a constant share whatever is sent (radio), and in addition everything
/// above its capacity (congestion). The draft's rule (draft-ietf-rmcat-gcc-02, section 6) cannot tell the two apart
/// and starves on a lossy link. Rates in bits per second.
/// </summary>
internal sealed class LossBasedControl(double minimum)
{
    private const int Window = 12;
    private const int InherentSteps = 8;
    private const double LargestInherent = 0.1;
    private const double Decay = 0.9;
    private const double Bias = 0.005;
    private const double RampUp = 1.05;
    private const double Recovery = 1.1;
    private const double Margin = 1.5;
    private const int FewestPackets = 10;
    private static readonly TimeSpan ObservationTime = TimeSpan.FromMilliseconds(250);

    private readonly Observation[] _observations = new Observation[Window];
    private int _count;
    private Observation _current;
    private Timestamp _currentSince = Timestamp.Never;

    /// <summary>The rate loss allows; infinite while loss tells nothing.</summary>
    public double Rate { get; private set; } = double.PositiveInfinity;

    /// <summary>Takes what a feedback tells.</summary>
    /// <param name="acknowledged">The packets that arrived.</param>
    /// <param name="lost">The packets newly lost; negative if packets called lost came after all.</param>
    /// <param name="bytes">The bytes of both.</param>
    /// <param name="delayBased">The rate the delay allows.</param>
    /// <param name="now">When the feedback came.</param>
    public void Update(int acknowledged, int lost, int bytes, double delayBased, Timestamp now)
    {
        if (_currentSince == Timestamp.Never)
            _currentSince = now;
        _current.Packets += acknowledged + lost;
        _current.Lost += lost;
        _current.Bytes += bytes;
        var elapsed = now - _currentSince;
        if (elapsed < ObservationTime || _current.Packets < FewestPackets)
            return;
        _current.Rate = _current.Bytes * 8 / elapsed.TotalSeconds;
        _current.Lost = Math.Max(0, _current.Lost);
        Push(_current);
        _current = default;
        _currentSince = now;
        Decide(delayBased);
    }

    private void Push(Observation observation)
    {
        Array.Copy(_observations, 0, _observations, 1, Window - 1);
        _observations[0] = observation;
        _count = Math.Min(_count + 1, Window);
    }

    private void Decide(double delayBased)
    {
        var lost = 0;
        for (var i = 0; i < _count; i++)
            lost += _observations[i].Lost;
        if (lost == 0)
        {
            // What loss forbade until now is allowed again step by step: the delay may not have noticed the limit.
            Rate = Rate * Recovery < delayBased ? Rate * Recovery : double.PositiveInfinity;
            return;
        }
        var current = Math.Min(Rate, delayBased);
        Span<double> candidates =
        [
            current * RampUp,
            current,
            current * 0.95,
            current * 0.85,
            _observations[0].Rate * (1 - _observations[0].LossShare),
            delayBased,
        ];
        var best = current;
        var bestScore = double.NegativeInfinity;
        foreach (var candidate in candidates)
        {
            var score = candidate <= delayBased ? Score(Math.Max(candidate, minimum)) : double.NegativeInfinity;
            if (score <= bestScore)
                continue;
            bestScore = score;
            best = candidate;
        }
        // At the delay's own rate loss limits nothing; some margin lets both grow together.
        Rate = best >= delayBased ? delayBased * Margin : Math.Max(best, minimum);
    }

    /// <summary>How well a link of this capacity explains the observations, under the inherent loss that fits best.</summary>
    private double Score(double capacity)
    {
        var best = double.NegativeInfinity;
        for (var step = 0; step <= InherentSteps; step++)
        {
            // Quadratic steps: small shares of loss are told apart more finely than large ones.
            var fraction = (double)step / InherentSteps;
            best = Math.Max(best, LogLikelihood(capacity, LargestInherent * fraction * fraction));
        }
        return best;
    }

    private double LogLikelihood(double capacity, double inherent)
    {
        double sum = 0, packets = 0, weight = 1;
        for (var i = 0; i < _count; i++, weight *= Decay)
        {
            ref readonly var observation = ref _observations[i];
            var excess = observation.Rate > capacity ? 1 - (capacity / observation.Rate) : 0;
            var loss = Math.Clamp(inherent + ((1 - inherent) * excess), 0.0001, 0.9999);
            sum += weight * ((observation.Lost * Math.Log(loss))
                + ((observation.Packets - observation.Lost) * Math.Log(1 - loss)));
            packets += weight * observation.Packets;
        }
        // Among capacities that explain the losses alike the larger one is tried: it will be proven or not.
        return sum + (Bias * packets * Math.Log(capacity));
    }

    private struct Observation
    {
        public int Packets;
        public int Lost;
        public long Bytes;
        public double Rate;

        public readonly double LossShare => Packets > 0 ? (double)Lost / Packets : 0;
    }
}
