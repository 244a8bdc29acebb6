namespace Plenum.Rtc.Congestion;

/// <summary>
/// Detects overuse from the trend of the one-way delay: a line fitted through the last groups (libwebrtc's successor
/// of the Kalman filter of draft-ietf-rmcat-gcc-02, section 5.3), against a threshold that adapts so that the flow
/// is neither starved by loss-based ones nor deaf (section 5.4).
/// </summary>
internal sealed class TrendlineDetector
{
    private const int Window = 20;
    private const double Smoothing = 0.9;
    private const double Gain = 4;
    private const int LargestCount = 60;
    private const double ThresholdUp = 0.0087;
    private const double ThresholdDown = 0.039;
    private const double LargestThresholdStep = 15;
    private const double OveruseMilliseconds = 10;
    private const double LongestInterval = 100;

    private readonly double[] _arrivals = new double[Window];
    private readonly double[] _delays = new double[Window];
    private int _count;
    private int _next;
    private double _accumulated;
    private double _smoothed;
    private long _origin;
    private double _threshold = 12.5;
    private double _overusing = -1;
    private int _overuses;
    private double _previousTrend;
    private long _previousUpdate;

    /// <summary>What the last groups tell.</summary>
    public BandwidthUsage Usage { get; private set; } = BandwidthUsage.Normal;

    public void Prefetch()
    {
        Rtc.Prefetch.Object(_arrivals, 3);
        Rtc.Prefetch.Object(_delays, 3);
    }

    /// <summary>Takes the comparison of two groups; all times in microseconds of the receiver's or sender's clock.</summary>
    public void Update(long sentApart, long arrivedApart, long arrivedAt)
    {
        if (_count == 0)
            _origin = _previousUpdate = arrivedAt;
        _accumulated += (arrivedApart - sentApart) / 1000.0;
        _smoothed = (Smoothing * _smoothed) + ((1 - Smoothing) * _accumulated);
        _arrivals[_next] = (arrivedAt - _origin) / 1000.0;
        _delays[_next] = _smoothed;
        _next = (_next + 1) % Window;
        _count = Math.Min(_count + 1, LargestCount);
        var trend = _count >= Window ? Slope() : _previousTrend;
        Detect(trend, sentApart / 1000.0, (arrivedAt - _previousUpdate) / 1000.0);
        _previousTrend = trend;
        _previousUpdate = arrivedAt;
    }

    /// <summary>The slope of the least-squares line, in milliseconds of delay per millisecond.</summary>
    private double Slope()
    {
        double meanX = 0, meanY = 0;
        for (var i = 0; i < Window; i++)
        {
            meanX += _arrivals[i];
            meanY += _delays[i];
        }
        meanX /= Window;
        meanY /= Window;
        double numerator = 0, denominator = 0;
        for (var i = 0; i < Window; i++)
        {
            numerator += (_arrivals[i] - meanX) * (_delays[i] - meanY);
            denominator += (_arrivals[i] - meanX) * (_arrivals[i] - meanX);
        }
        return denominator == 0 ? _previousTrend : numerator / denominator;
    }

    private void Detect(double trend, double sentApart, double sinceUpdate)
    {
        if (_count < 2)
            return;
        var modified = _count * trend * Gain;
        if (modified > _threshold)
        {
            DetectOveruse(trend, sentApart);
        }
        else
        {
            Usage = modified < -_threshold ? BandwidthUsage.Underuse : BandwidthUsage.Normal;
            _overusing = -1;
            _overuses = 0;
        }
        AdaptThreshold(Math.Abs(modified), sinceUpdate);
    }

    private void DetectOveruse(double trend, double sentApart)
    {
        // The first sample over the threshold lies on average half an interval after the crossing.
        _overusing = _overusing < 0 ? sentApart / 2 : _overusing + sentApart;
        _overuses++;
        if (_overusing <= OveruseMilliseconds || _overuses < 2 || trend < _previousTrend)
            return;
        _overusing = 0;
        _overuses = 0;
        Usage = BandwidthUsage.Overuse;
    }

    private void AdaptThreshold(double modified, double sinceUpdate)
    {
        // A sudden large jump (a route change, a stalled radio) must not make the detector deaf.
        if (modified > _threshold + LargestThresholdStep)
            return;
        var gain = modified < _threshold ? ThresholdDown : ThresholdUp;
        _threshold += gain * (modified - _threshold) * Math.Clamp(sinceUpdate, 0, LongestInterval);
        _threshold = Math.Clamp(_threshold, 6, 600);
    }
}
