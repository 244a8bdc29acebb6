namespace Plenum.Rtc.Congestion;

/// <summary>
/// Tells when the application sends much less than the estimate allows, so that silence from the link proves nothing:
/// a budget filled at a part of the estimate and emptied by what is sent, as libwebrtc's AlrDetector.
/// </summary>
internal struct ApplicationLimit
{
    private const double UsageFraction = 0.65;
    private const double StartLevel = 0.8;
    private const double StopLevel = 0.5;
    private const double WindowSeconds = 0.5;

    private double _budgetBits;
    private Timestamp _updatedAt;
    private bool _started;

    /// <summary>Whether the application is the limit, not the link.</summary>
    public bool IsLimited { get; private set; }

    /// <summary>Takes bytes sent.</summary>
    public void OnSent(int bytes, double estimate, Timestamp now)
    {
        var window = estimate * UsageFraction * WindowSeconds;
        if (_started)
            _budgetBits += estimate * UsageFraction * (now - _updatedAt).TotalSeconds;
        _started = true;
        _updatedAt = now;
        _budgetBits = Math.Clamp(_budgetBits - (bytes * 8), -window, window);
        var level = window > 0 ? _budgetBits / window : 0;
        IsLimited = IsLimited ? level >= StopLevel : level > StartLevel;
    }
}
