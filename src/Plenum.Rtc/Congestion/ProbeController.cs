namespace Plenum.Rtc.Congestion;

/// <summary>
/// Decides when to probe and how high, as libwebrtc's controller of the same name: at the start at three and six
/// times the start rate, further up while probes succeed, and now and then while the estimate is below what the
/// application could use. Rates in bits per second.
/// </summary>
internal sealed class ProbeController(double start, double maximum)
{
    private const double SuccessFraction = 0.7;
    private const double Further = 2;
    private const double DemandMargin = 1.1;
    private const int MostRetries = 3;
    private const double MoreDemand = 1.5;
    private const double NoLimit = 0.9;
    private const double LargeDrop = 0.66;
    private const double AfterDrop = 0.85;
    private const double HighestAtStart = 6;
    private const double CalmFactor = 2.5;
    private const double CalmGain = 0.5;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestCalm = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestCalm = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SameOveruse = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DropRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ResultTimeout = TimeSpan.FromSeconds(1);

    private ProbeCluster? _first;
    private ProbeCluster? _second;
    private byte _nextId = 1;
    private double _furtherAbove = double.PositiveInfinity;
    private Timestamp _startedAt = Timestamp.Never;
    private Timestamp _youngUntil = Timestamp.Never;
    private TimeSpan _betweenOveruses = ShortestCalm / CalmFactor;
    private int _unanswered;
    private Timestamp _overusedAt = Timestamp.Never;
    private double _probedForDemand;
    private double _probedAt;
    private bool _hasFoundNoLimit;
    private bool _hasProbed;
    private double _droppedFrom;
    private Timestamp _droppedAt = Timestamp.Never;

    /// <summary>When <see cref="Tick"/> wants to be asked.</summary>
    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    /// <summary>Starts with the first two clusters.</summary>
    public void Start(double demand, Timestamp now)
    {
        NextDeadline = now + Patience;
        _youngUntil = now + Youth;
        Schedule(3 * start, above: start, demand, now);
        Schedule(HighestAtStart * start, above: 3 * start, demand, now);
    }

    /// <summary>
    /// The application could use more than before: what it waited with (a picture that did not fit, a larger tile) is
    /// tried at once.
    /// </summary>
    public void OnDemand(double demand, double estimate)
    {
        // A probe that reached what was wanted then has found no limit: go on. Else only for much more.
        var isWorthIt = _hasFoundNoLimit || demand >= _probedForDemand * MoreDemand;
        if (!isWorthIt || demand <= estimate || NextDeadline == Timestamp.Never)
            return;
        _probedForDemand = demand;
        _hasFoundNoLimit = false;
        if (_unanswered == 0)
            NextDeadline = Timestamp.Zero;
    }

    /// <summary>
    /// The link has shown a limit. Where the estimate fell by much, it is looked at again soon whether that was the link
    /// or an accident: a machine or a radio that stood still for a moment looks like a full queue. Of a young connection
    /// nobody knows how far it fell: what is wanted of it is tried.
    /// </summary>
    public void OnLimit(double before, double after, double demand, Timestamp now)
    {
        if (now < _youngUntil)
            before = Math.Max(before, Math.Min(demand, HighestAtStart * start) / AfterDrop);
        if (after < before * LargeDrop && before > _droppedFrom)
            _droppedFrom = before;
        if (_droppedFrom <= 0)
            return;
        _droppedAt = now;
        NextDeadline = Timestamp.Min(NextDeadline, now + DropRest);
    }

    /// <summary>Takes the next cluster to send, once.</summary>
    public bool TryTake(out ProbeCluster cluster)
    {
        cluster = _first.GetValueOrDefault();
        var exists = _first is not null;
        (_first, _second) = (_second, null);
        return exists;
    }

    /// <summary>Takes what a probe measured: success asks for a further one.</summary>
    public void OnResult(double measured, double demand, Timestamp now)
    {
        Answered();
        _hasFoundNoLimit = measured >= NoLimit * _probedAt;
        if (measured < _furtherAbove || now - _startedAt > ResultTimeout)
            return;
        _furtherAbove = double.PositiveInfinity;
        Schedule(Further * measured, above: measured, demand, now);
    }

    /// <summary>
    /// Notes that the link is overused. An estimate that meets the limit now and then knows it: only when that stays
    /// out much longer than usual has the link grown. Probing earlier takes from flows that share it.
    /// </summary>
    public void OnOveruse(Timestamp now)
    {
        var since = now - _overusedAt;
        if (_overusedAt != Timestamp.Never && since > SameOveruse)
            _betweenOveruses += (since - _betweenOveruses) * CalmGain;
        _overusedAt = now;
        _hasFoundNoLimit = false;
        Answered();
    }

    /// <summary>Probes if it has been calm and the application could use more than the estimate.</summary>
    public void Tick(double estimate, double demand, Timestamp now)
    {
        if (NextDeadline > now)
            return;
        var needed = Math.Clamp(CalmFactor * _betweenOveruses.Ticks, ShortestCalm.Ticks, LongestCalm.Ticks);
        var calm = _overusedAt == Timestamp.Never || (now - _overusedAt).Ticks >= needed;
        // Whatever is decided, ask again later: a deadline left in the past would be asked for without end.
        NextDeadline = now + Patience;
        if (_droppedFrom > 0 && now - _droppedAt >= DropRest)
        {
            Schedule(AfterDrop * _droppedFrom, above: estimate, demand, now);
            _droppedFrom = 0;
        }
        else if (!_hasProbed && _overusedAt == Timestamp.Never)
        {
            Schedule(3 * estimate, above: estimate, demand, now);
            Schedule(6 * estimate, above: 3 * estimate, demand, now);
        }
        else if (calm && estimate < Math.Min(demand, maximum))
        {
            Schedule(Further * estimate, above: estimate, demand, now);
        }
        else
        {
            _unanswered = 0;
        }
    }

    /// <summary>The probe under way has told what it could: no repetition, the next one by the period.</summary>
    private void Answered()
    {
        if (_unanswered > 0)
            NextDeadline = _startedAt + Period;
        _unanswered = 0;
    }

    /// <summary>Plans a cluster, unless what the application could use leaves it nothing to learn.</summary>
    private void Schedule(double rate, double above, double demand, Timestamp now)
    {
        var limit = Math.Min(maximum, DemandMargin * demand);
        if (Math.Min(rate, limit) <= above)
            return;
        _probedAt = Math.Min(rate, limit);
        var cluster = ProbeCluster.At(_nextId, _probedAt);
        if (_first is null)
            _first = cluster;
        else
            _second = cluster;
        _nextId = _nextId == byte.MaxValue ? (byte)1 : (byte)(_nextId + 1);
        // At the limit success has told all: without this a link that carries everything is probed without pause.
        _furtherAbove = rate < limit ? SuccessFraction * rate : double.PositiveInfinity;
        _startedAt = now;
        _hasProbed = true;
        NextDeadline = now + (++_unanswered <= MostRetries ? ResultTimeout : Period);
    }
}
