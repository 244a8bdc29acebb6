using Plenum.Rtc.Rtcp;

namespace Plenum.Rtc.Congestion;

/// <summary>
/// Estimates, at the sender, what the path to one peer carries: the GCC family (draft-ietf-rmcat-gcc-02) as libwebrtc
/// has grown it: delay trend, loss model, acknowledged rate, probing, and awareness of an application that sends
/// less than it may. Pure: told of packets sent and feedback received, it answers with rates. Allocates nothing
/// but to let its history grow with the packets in flight.
/// </summary>
public sealed class BandwidthEstimator
{
    private const double SilenceFactor = 0.5;
    private const double Outgrown = 2;
    private const int ReferenceBits = 24;
    private const double RoundTripGain = 0.125;
    private static readonly TimeSpan FeedbackTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilenceStep = TimeSpan.FromMilliseconds(500);

    private readonly CongestionOptions _options;
    private readonly SendHistory _history = new();
    private readonly TrendlineDetector _detector = new();
    private readonly AimdControl _delay;
    private readonly LossBasedControl _loss;
    private readonly ProbeController _probes;
    private readonly ProbeEstimator _probeEstimator = new();
    private InterArrival _interArrival;
    private AcknowledgedRate _acknowledged;
    private ApplicationLimit _limit;
    private QueueOverflow _overflow;
    private StandingQueue _standing = new();
    private TimeSpan _roundTrip = TimeSpan.FromMilliseconds(200);
    private bool _started;
    private bool _heard;
    private long _reference;
    private Bitrate _cap;
    private Bitrate _demand;
    private Timestamp _silentAt = Timestamp.Never;
    private Timestamp _unheardSince = Timestamp.Never;
    private Bitrate _shownLimit;

    /// <summary>Starts an estimate.</summary>
    public BandwidthEstimator(CongestionOptions options)
    {
        _options = options;
        _cap = options.Maximum;
        _demand = options.Maximum;
        _delay = new AimdControl(
            options.Start.BitsPerSecond, options.Minimum.BitsPerSecond, options.Maximum.BitsPerSecond);
        _loss = new LossBasedControl(options.Minimum.BitsPerSecond);
        _probes = new ProbeController(options.Start.BitsPerSecond, options.Maximum.BitsPerSecond);
        TargetBitrate = options.Start;
    }

    /// <summary>What may be sent: media, retransmissions and padding together.</summary>
    public Bitrate TargetBitrate { get; private set; }

    /// <summary>How fast the pacer may empty its queue.</summary>
    public Bitrate PacingRate => TargetBitrate * _options.PacingFactor;

    /// <summary>What has been arriving; zero before it is known.</summary>
    public Bitrate AcknowledgedBitrate => new((long)_acknowledged.BitsPerSecond);

    /// <summary>Whether the application sends much less than it may.</summary>
    public bool IsApplicationLimited => _limit.IsLimited;

    /// <summary>
    /// Whether the path has shown a limit, by delay, loss or silence, that is not far exceeded since: before that the
    /// estimate only says what has been tried.
    /// </summary>
    public bool IsProven => _shownLimit > Bitrate.Zero && TargetBitrate < _shownLimit * Outgrown;

    /// <summary>The round trip measured by feedback, the receiver's waiting included.</summary>
    public TimeSpan RoundTripTime => _roundTrip;

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Timestamp NextDeadline => Timestamp.Min(_silentAt, _heard ? _probes.NextDeadline : Timestamp.Never);

    /// <summary>
    /// Sets the most the application could use, so that probing stops there. Unlimited until it is called.
    /// </summary>
    public void SetDemand(Bitrate demand)
    {
        _demand = demand;
        _probes.OnDemand(demand.BitsPerSecond, TargetBitrate.BitsPerSecond);
    }

    /// <summary>Sets a limit that the receiver states itself (REMB).</summary>
    public void SetReceiverLimit(Bitrate limit)
    {
        _cap = Bitrate.Min(limit, _options.Maximum);
        UpdateTarget();
    }

    /// <summary>Takes the next probe to send, for the pacer.</summary>
    public bool TryTakeProbe(out ProbeCluster cluster)
    {
        var taken = _probes.TryTake(out cluster);
        if (taken)
            _probeEstimator.Begin(cluster);
        return taken;
    }

    /// <summary>Notes a packet sent.</summary>
    /// <param name="sequence">Its transport-wide sequence number.</param>
    /// <param name="bytes">Its size as it counts on the bottleneck, UDP payload at least.</param>
    /// <param name="cluster">The probe it was sent for; 0 for none.</param>
    /// <param name="now">When it leaves.</param>
    public void OnPacketSent(ushort sequence, int bytes, byte cluster, Timestamp now)
    {
        if (!_started)
        {
            _started = true;
            _probes.Start(_demand.BitsPerSecond, now);
        }
        _history.Add(sequence, bytes, cluster, now);
        _limit.OnSent(bytes, TargetBitrate.BitsPerSecond, now);
        if (_unheardSince != Timestamp.Never || !_heard)
            return;
        _unheardSince = now;
        _silentAt = now + FeedbackTimeout;
    }

    /// <summary>A packet will be sent soon under this number.</summary>
    internal void Prefetch(int level, ushort sequence)
    {
        switch (level)
        {
            case 0:
                Rtc.Prefetch.Object(_history);
                Rtc.Prefetch.Object(_probes, 2);
                break;
            case 1:
                _history.Prefetch(sequence);
                break;
        }
    }

    /// <summary>Feedback about packets before this number will come soon.</summary>
    internal void PrefetchFeedback(int level, ushort next)
    {
        switch (level)
        {
            case 0:
                Rtc.Prefetch.Object(_history);
                Rtc.Prefetch.Object(_detector, 2);
                Rtc.Prefetch.Object(_delay, 2);
                Rtc.Prefetch.Object(_loss, 2);
                Rtc.Prefetch.Object(_probes, 2);
                break;
            case 1:
                _history.PrefetchBefore(next);
                _detector.Prefetch();
                break;
        }
    }

    /// <summary>Takes a transport-wide feedback.</summary>
    public void OnFeedback(in TransportFeedback feedback, Timestamp now)
    {
        if (!_started)
            return;
        var origin = UnwrapReference(feedback.ReferenceTime);
        var batch = default(Batch);
        foreach (var arrival in feedback)
        {
            if (_history.TryAcknowledge(arrival.Sequence, now, out var packet))
                OnAcknowledged(packet, origin + ((long)arrival.Ticks * TransportFeedback.TickMicroseconds), ref batch);
        }
        var lost = _history.MarkLost(feedback.BaseSequence, feedback.StatusCount) - batch.Recovered;
        if (batch.Packets == 0)
            return;
        OnHeard(now - new Timestamp(batch.LastSentAt), lost, now);
        UpdateRates(batch, lost, now);
    }

    /// <summary>Does what is due: probes, and slows down when feedback stays out.</summary>
    public void Tick(Timestamp now)
    {
        if (_silentAt <= now)
        {
            var before = TargetBitrate;
            _delay.OnSilence(SilenceFactor, now);
            _silentAt = now + SilenceStep;
            UpdateTarget();
            NoteLimit(before, isLimited: true, now);
        }
        if (_heard)
            _probes.Tick(TargetBitrate.BitsPerSecond, _demand.BitsPerSecond, now);
    }

    private void OnAcknowledged(in SentPacket packet, long arrivedAt, ref Batch batch)
    {
        batch.Packets++;
        batch.Bytes += packet.Bytes;
        batch.Recovered += packet.WasLost ? 1 : 0;
        batch.LastSentAt = Math.Max(batch.LastSentAt, packet.SentAt);
        _acknowledged.OnPacket(arrivedAt, packet.Bytes);
        if (_interArrival.TryAdd(packet.SentAt, arrivedAt, out var sentApart, out var arrivedApart))
        {
            _detector.Update(sentApart, arrivedApart, arrivedAt);
            batch.Overused |= _detector.Usage == BandwidthUsage.Overuse;
        }
        if (packet.Cluster != 0)
        {
            var measured = _probeEstimator.OnPacket(packet.Cluster, packet.SentAt, arrivedAt, packet.Bytes);
            batch.Probed = measured.Rate > 0 ? measured : batch.Probed;
        }
    }

    private void OnHeard(TimeSpan roundTrip, int lost, Timestamp now)
    {
        _roundTrip = _heard ? _roundTrip + ((roundTrip - _roundTrip) * RoundTripGain) : roundTrip;
        _standing.Update(roundTrip, _roundTrip, lost, now);
        _heard = true;
        _unheardSince = Timestamp.Never;
        _silentAt = Timestamp.Never;
    }

    private void UpdateRates(in Batch batch, int lost, Timestamp now)
    {
        var before = TargetBitrate;
        var overused = _overflow.Update(batch.Packets, lost, batch.Overused, now) || batch.Overused;
        if (overused)
        {
            _probes.OnOveruse(now);
        }
        else if (batch.Probed.Rate > 0)
        {
            _delay.OnProbe(batch.Probed, now);
            _probes.OnResult(batch.Probed.Rate, _demand.BitsPerSecond, now);
        }
        _delay.Update(
            overused ? BandwidthUsage.Overuse : _detector.Usage,
            _acknowledged.BitsPerSecond,
            _acknowledged.AtOveruse,
            mayIncrease: !_limit.IsLimited && !(_standing.Stands && _shownLimit > Bitrate.Zero),
            _roundTrip,
            now);
        _loss.Update(batch.Packets, lost, batch.Bytes, _delay.Rate, now);
        UpdateTarget();
        NoteLimit(before, isLimited: overused || _loss.Rate < _delay.Rate, now);
    }

    private void NoteLimit(Bitrate before, bool isLimited, Timestamp now)
    {
        if (!isLimited)
            return;
        _shownLimit = TargetBitrate;
        _probes.OnLimit(before.BitsPerSecond, TargetBitrate.BitsPerSecond, _demand.BitsPerSecond, now);
    }

    private void UpdateTarget()
    {
        var allowed = Math.Min(Math.Min(_delay.Rate, _loss.Rate), _cap.BitsPerSecond);
        if (_shownLimit > Bitrate.Zero)
            allowed *= _standing.Share;
        TargetBitrate = Bitrate.Max(new Bitrate((long)allowed), _options.Minimum);
    }

    /// <summary>The receiver's time at a feedback's reference, in microseconds; 24 bits of 64 ms wrap in 12 days.</summary>
    private long UnwrapReference(int reference)
    {
        const int unused = 32 - ReferenceBits;
        _reference = _heard ? _reference + ((int)((uint)(reference - (int)_reference) << unused) >> unused) : reference;
        return _reference * TransportFeedback.TicksPerReference * TransportFeedback.TickMicroseconds;
    }

    private struct Batch
    {
        public int Packets;
        public int Bytes;
        public int Recovered;
        public long LastSentAt;
        public ProbeResult Probed;
        public bool Overused;
    }
}
