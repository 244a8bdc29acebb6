using Plenum.Rtc.Congestion;
using Plenum.Rtc.Rtcp;

namespace Plenum.Rtc.Peers;

/// <summary>
/// What the path to the peer carries: numbers each packet, hears the peer's feedback, and says when padding is wanted
/// because a probe needs more than there is media. The estimator is made by the first numbered packet: a peer that only
/// receives needs none.
/// </summary>
internal sealed class PeerBandwidth(CongestionOptions options)
{
    // What a video in high definition needs. Probing for more than anybody has asked for would only disturb others.
    private static readonly Bitrate DefaultDemand = Bitrate.FromKilobits(5000);

    private BandwidthEstimator? _estimator;
    private readonly RetransmissionBudget _retransmissions = new();
    private Bitrate _demand = Bitrate.Min(DefaultDemand, options.Maximum);
    private ProbeCluster _probe;
    private Timestamp _probeStartedAt;
    private int _probeBytes;
    private int _probePackets;

    /// <summary>The transport-wide sequence number of the next packet.</summary>
    public ushort NextSequence { get; private set; }

    public Bitrate Target => _estimator?.TargetBitrate ?? options.Start;

    public BandwidthEstimator? Estimator => _estimator;

    public Timestamp NextDeadline => IsProbing ? PaddingDue : _estimator?.NextDeadline ?? Timestamp.Never;

    private bool IsProbing => _probe.Id != 0;

    /// <summary>When the probe's bytes so far have been sent at its rate.</summary>
    private Timestamp PaddingDue => _probeStartedAt + _probe.Rate.TimeFor(_probeBytes);

    public void SetDemand(Bitrate demand)
    {
        _demand = demand;
        _estimator?.SetDemand(demand);
    }

    /// <summary>Whether a retransmission may be sent; of a peer that tells nothing of its path nobody knows better.</summary>
    public bool TryTakeRetransmission(int bytes, Timestamp now) =>
        (_estimator?.TargetBitrate ?? ReceiverLimit) is not { } most || _retransmissions.TryTake(bytes, most, now);

    /// <summary>Notes a packet that left under <see cref="NextSequence"/>.</summary>
    public void OnSent(int length, Timestamp now)
    {
        var bytes = length + PathOverhead.PerDatagram;
        var estimator = _estimator ??= Create();
        estimator.OnPacketSent(NextSequence++, bytes, _probe.Id, now);
        if (IsProbing)
            CountForProbe(bytes);
        else
            BeginProbe(now);
    }

    /// <summary>A packet will be sent soon.</summary>
    public void Prefetch(int level)
    {
        if (level == 0)
            Rtc.Prefetch.Object(_estimator, 6);
        else
            _estimator?.Prefetch(level - 1, NextSequence);
    }

    /// <summary>Feedback will come soon.</summary>
    public void PrefetchFeedback(int level)
    {
        if (level == 0)
            Rtc.Prefetch.Object(_estimator, 8);
        else
            _estimator?.PrefetchFeedback(level - 1, NextSequence);
    }

    public void OnFeedback(in TransportFeedback feedback, Timestamp now)
    {
        _estimator?.OnFeedback(feedback, now);
        if (!IsProbing)
            BeginProbe(now);
    }

    /// <summary>What the peer says it can receive (REMB); null until it does.</summary>
    public Bitrate? ReceiverLimit { get; private set; }

    public void OnReceiverLimit(Bitrate limit)
    {
        ReceiverLimit = limit;
        _estimator?.SetReceiverLimit(limit);
    }

    public void Tick(Timestamp now)
    {
        if (_estimator is null || _estimator.NextDeadline > now)
            return;
        _estimator.Tick(now);
        if (!IsProbing)
            BeginProbe(now);
    }

    /// <summary>Whether a probe waits for a packet and no media has come in time.</summary>
    public bool WantsPadding(Timestamp now) => IsProbing && PaddingDue <= now;

    /// <summary>There is nothing to pad with.</summary>
    public void EndProbe() => _probe = default;

    private BandwidthEstimator Create()
    {
        var estimator = new BandwidthEstimator(options);
        estimator.SetDemand(_demand);
        if (ReceiverLimit is { } limit)
            estimator.SetReceiverLimit(limit);
        return estimator;
    }

    private void BeginProbe(Timestamp now)
    {
        if (_estimator is null || !_estimator.TryTakeProbe(out _probe))
            return;
        _probeStartedAt = now;
        _probeBytes = _probePackets = 0;
    }

    private void CountForProbe(int bytes)
    {
        _probeBytes += bytes;
        if (++_probePackets >= ProbeCluster.MinimumPackets && _probeBytes >= _probe.MinimumBytes)
            EndProbe();
    }
}
