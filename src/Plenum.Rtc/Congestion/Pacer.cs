namespace Plenum.Rtc.Congestion;

/// <summary>
/// Spreads packets to one peer over time, so that frames do not pile up in the bottleneck's queue. It holds handles,
/// not packets: the caller keeps the bytes. A leaky bucket: what has left is a debt that the rate pays off, and while
/// the debt is small packets may leave, so a burst leaves together and can be one GSO message.
/// </summary>
public sealed class Pacer
{
    /// <summary>How much may leave at once, as time at the pacing rate.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(5);

    /// <summary>A queue longer than this, as time at the pacing rate, is emptied faster: late media is worth nothing.</summary>
    public static readonly TimeSpan LongestQueue = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private PacerQueue _audio;
    private PacerQueue _retransmissions;
    private PacerQueue _video;
    private Bitrate _rate;
    private double _debtBits;
    private Timestamp _updatedAt = Timestamp.Never;
    private ProbeCluster _probe;
    private int _probeBytes;
    private int _probePackets;
    private Timestamp _probeStartedAt;

    /// <summary>The bytes that wait.</summary>
    public int QueuedBytes { get; private set; }

    /// <summary>The packets that wait.</summary>
    public int QueuedPackets => _audio.Count + _retransmissions.Count + _video.Count;

    /// <summary>
    /// Whether the caller sends padding when a probe has no media to send. Without it a probe lives on media alone, and
    /// ends soon if there is too little.
    /// </summary>
    public bool CanPad { get; init; } = true;

    /// <summary>Whether a probe is being sent.</summary>
    public bool IsProbing => _probe.Id != 0;

    /// <summary>When the packet that waits longest was queued; <see cref="Timestamp.Never"/> if none waits.</summary>
    public Timestamp OldestQueuedAt =>
        Timestamp.Min(_audio.OldestAt, Timestamp.Min(_retransmissions.OldestAt, _video.OldestAt));

    /// <summary>Sets the rate, from <see cref="BandwidthEstimator.PacingRate"/>.</summary>
    public void SetRate(Bitrate rate, Timestamp now)
    {
        PayOff(now);
        _rate = rate;
    }

    /// <summary>Starts a probe, from <see cref="BandwidthEstimator.TryTakeProbe"/>; call when none is being sent.</summary>
    public void StartProbe(ProbeCluster cluster, Timestamp now)
    {
        _probe = cluster;
        _probeBytes = _probePackets = 0;
        _probeStartedAt = now;
    }

    /// <summary>Queues a packet.</summary>
    /// <returns>False if the queue is full: count <see cref="DropReason.PacerQueueFull"/>.</returns>
    public bool TryEnqueue(PacerPriority priority, int handle, int bytes, Timestamp now)
    {
        var queued = priority switch
        {
            PacerPriority.Audio => _audio.TryEnqueue(handle, bytes, now),
            PacerPriority.Retransmission => _retransmissions.TryEnqueue(handle, bytes, now),
            _ => _video.TryEnqueue(handle, bytes, now),
        };
        QueuedBytes += queued ? bytes : 0;
        return queued;
    }

    /// <summary>Takes the next packet that may leave now.</summary>
    public bool TryDequeue(Timestamp now, out PacedPacket packet)
    {
        packet = default;
        if (QueuedPackets == 0)
            return false;
        PayOff(now);
        if (_audio.Count > 0)
            packet = Take(ref _audio);
        else if (NextRelease > now)
            return false;
        else
            packet = _retransmissions.Count > 0 ? Take(ref _retransmissions) : Take(ref _video);
        return true;
    }

    /// <summary>
    /// Takes a packet of padding that a probe needs while nothing waits; the caller sends one of the size given, or a
    /// repeated packet of about that size, and reports it to the estimator as any other.
    /// </summary>
    public bool TryTakePadding(Timestamp now, int bytes, out PacedPacket packet)
    {
        packet = default;
        PayOff(now);
        if (QueuedPackets > 0 || !IsProbing || !CanPad || NextRelease > now)
            return false;
        packet = new PacedPacket(-1, bytes, _probe.Id);
        OnTaken(bytes);
        return true;
    }

    /// <summary>When the next packet, or the next padding of a probe, may leave.</summary>
    public Timestamp NextDeadline =>
        _audio.Count > 0 ? _audio.OldestAt : QueuedPackets > 0 || (IsProbing && CanPad) ? NextRelease : Timestamp.Never;

    private Timestamp NextRelease
    {
        get
        {
            if (IsProbing)
                return _probeStartedAt + _probe.Rate.TimeFor(_probeBytes);
            var rate = EffectiveRate;
            var over = _debtBits - (rate * Burst.TotalSeconds);
            if (over <= 0 || _updatedAt == Timestamp.Never)
                return _updatedAt == Timestamp.Never ? Timestamp.Zero : _updatedAt;
            return rate <= 0 ? Timestamp.Never : _updatedAt + TimeSpan.FromMicroseconds(Math.Ceiling(over / rate * 1e6));
        }
    }

    private double EffectiveRate => Math.Max(_rate.BitsPerSecond, QueuedBytes * 8 / LongestQueue.TotalSeconds);

    private PacedPacket Take(ref PacerQueue queue)
    {
        var entry = queue.Dequeue();
        QueuedBytes -= entry.Bytes;
        var cluster = _probe.Id;
        OnTaken(entry.Bytes);
        return new PacedPacket(entry.Handle, entry.Bytes, cluster);
    }

    private void OnTaken(int bytes)
    {
        _debtBits += bytes * 8;
        if (!IsProbing)
            return;
        _probeBytes += bytes;
        if (++_probePackets >= ProbeCluster.MinimumPackets && _probeBytes >= _probe.MinimumBytes)
            _probe = default;
    }

    private void PayOff(Timestamp now)
    {
        if (IsProbing && now - _probeStartedAt > ProbeTimeout)
            _probe = default;
        if (_updatedAt != Timestamp.Never)
        {
            var elapsed = Math.Min((now - _updatedAt).TotalSeconds, LongestPause.TotalSeconds);
            _debtBits = Math.Max(0, _debtBits - (EffectiveRate * elapsed));
        }
        _updatedAt = now;
    }
}
