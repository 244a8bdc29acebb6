namespace Plenum.Rtc.Congestion;

/// <summary>
/// Notices that the bottleneck's queue has run over: a full queue delays no further, so after the overuse that filled
/// it the delay falls silent while much is lost. Loss that comes all the time is no sign of it.
/// </summary>
internal struct QueueOverflow
{
    private const double ShareAboveUsual = 0.2;
    private const int FewestLost = 5;
    private const double UsualGain = 0.05;
    private const int FewestPackets = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterOveruse = TimeSpan.FromSeconds(1);

    private Timestamp _overusedAt;
    private Timestamp _windowStart;
    private int _packets;
    private int _lost;
    private double _usual;

    /// <summary>Takes a feedback.</summary>
    /// <returns>Whether the queue runs over.</returns>
    public bool Update(int acknowledged, int lost, bool overused, Timestamp now)
    {
        if (overused)
            _overusedAt = now;
        _packets += acknowledged + lost;
        _lost += lost;
        if (now - _windowStart < Window || _packets < FewestPackets)
            return false;
        var share = (double)_lost / _packets;
        var overflows = _lost >= FewestLost && share > _usual + ShareAboveUsual && now - _overusedAt <= AfterOveruse;
        _usual += UsualGain * (Math.Max(0, share) - _usual);
        _windowStart = now;
        _packets = _lost = 0;
        return overflows;
    }
}
