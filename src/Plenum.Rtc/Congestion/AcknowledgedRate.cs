namespace Plenum.Rtc.Congestion;

/// <summary>
/// The rate that arrives: bytes over short windows, weighed by how far each sample lies from what is believed, as
/// libwebrtc does. Rates in bits per second, times in microseconds of the receiver's clock.
/// </summary>
internal struct AcknowledgedRate
{
    private const long FirstWindow = 500_000;
    private const long Window = 150_000;
    private const double SampleUncertainty = 10;
    private const double Drift = 5;
    private const double Shrunk = 0.6;

    private bool _started;
    private long _windowStart;
    private long _last;
    private long _bytes;
    private double _kilobits;
    private double _variance;
    private long _recentStart;
    private long _recentBytes;
    private double _recent;

    /// <summary>The rate; 0 before the first window is full.</summary>
    public readonly double BitsPerSecond => _kilobits * 1000;

    /// <summary>
    /// What an overuse leaves of the rate: where the last window saw much less arrive than is believed, the link has
    /// just shrunk, and waiting for the smoothed rate would let the queue fill up. 0 before the first window is full.
    /// </summary>
    public readonly double AtOveruse =>
        _recent > 0 && (_kilobits == 0 || _recent < Shrunk * BitsPerSecond) ? _recent : BitsPerSecond;

    /// <summary>Takes an acknowledged packet.</summary>
    public void OnPacket(long arrivedAt, int bytes)
    {
        if (!_started)
        {
            _started = true;
            _windowStart = _recentStart = arrivedAt;
        }
        if (arrivedAt < _windowStart)
            return;
        TakeRecent(arrivedAt, bytes);
        var window = _kilobits > 0 ? Window : FirstWindow;
        // Silence longer than a window says nothing about the link.
        if (arrivedAt - _last > window && _bytes > 0)
        {
            _windowStart = arrivedAt;
            _bytes = 0;
        }
        _last = arrivedAt;
        if (arrivedAt - _windowStart >= window)
        {
            OnSample(_bytes * 8000.0 / (arrivedAt - _windowStart));
            _windowStart = arrivedAt;
            _bytes = 0;
        }
        _bytes += bytes;
    }

    private void TakeRecent(long arrivedAt, int bytes)
    {
        if (arrivedAt - _recentStart >= Window)
        {
            _recent = _recentBytes * 8e6 / (arrivedAt - _recentStart);
            _recentStart = arrivedAt;
            _recentBytes = 0;
        }
        _recentBytes += bytes;
    }

    private void OnSample(double sample)
    {
        if (_kilobits == 0)
        {
            (_kilobits, _variance) = (Math.Max(sample, 1), 50);
            return;
        }
        var uncertainty = SampleUncertainty * Math.Abs(_kilobits - sample) / (_kilobits + Math.Min(sample, 25));
        var sampleVariance = uncertainty * uncertainty;
        var predicted = _variance + Drift;
        _kilobits = ((sampleVariance * _kilobits) + (predicted * sample)) / (sampleVariance + predicted);
        _variance = sampleVariance * predicted / (sampleVariance + predicted);
    }
}
