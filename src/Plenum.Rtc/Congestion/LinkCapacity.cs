namespace Plenum.Rtc.Congestion;

/// <summary>
/// The mean and spread of the rate acknowledged while the link was overused (draft-ietf-rmcat-gcc-02, section 5.5):
/// near it, growth is careful. Rates in bits per second.
/// </summary>
internal struct LinkCapacity
{
    private const double Gain = 0.05;
    private const double SmallestDeviation = 0.4;
    private const double LargestDeviation = 2.5;
    private const double Spread = 3;

    private double _kilobits;
    private double _deviation;

    /// <summary>Whether an overuse has been seen since the last reset.</summary>
    public readonly bool IsKnown => _kilobits > 0;

    /// <summary>The mean.</summary>
    public readonly double Estimate => _kilobits * 1000;

    /// <summary>Rates above this say that the link has grown.</summary>
    public readonly double UpperBound => IsKnown ? (_kilobits + Margin) * 1000 : double.PositiveInfinity;

    /// <summary>Rates below this say that the link has shrunk.</summary>
    public readonly double LowerBound => IsKnown ? Math.Max(0, _kilobits - Margin) * 1000 : 0;

    private readonly double Margin => Spread * Math.Sqrt(_deviation * _kilobits);

    /// <summary>Takes the rate acknowledged at an overuse.</summary>
    public void OnOveruse(double acknowledged)
    {
        var sample = acknowledged / 1000;
        if (!IsKnown)
            (_kilobits, _deviation) = (Math.Max(sample, 1), SmallestDeviation);
        _kilobits += Gain * (sample - _kilobits);
        var error = _kilobits - sample;
        var deviation = ((1 - Gain) * _deviation) + (Gain * error * error / Math.Max(_kilobits, 1));
        _deviation = Math.Clamp(deviation, SmallestDeviation, LargestDeviation);
    }

    /// <summary>Takes a successful probe: the link carries at least this much.</summary>
    public void Reset() => this = default;
}
