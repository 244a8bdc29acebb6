namespace Plenum.Rtc.Congestion;

/// <summary>
/// Measures a probe: the rate at which a cluster left against the rate at which it arrived, as libwebrtc's
/// ProbeBitrateEstimator. Keeps the two clusters that may be under way at once. Times in microseconds.
/// </summary>
internal sealed class ProbeEstimator
{
    private const double MinimumReceived = 0.8;
    private const double SaturatedBelow = 0.9;
    private const double Utilization = 0.95;
    private const double LargestRatio = 2;
    private const long LongestInterval = 1_000_000;

    private readonly Measurement[] _clusters = new Measurement[4];

    /// <summary>Expects the packets of a cluster.</summary>
    public void Begin(ProbeCluster cluster) =>
        _clusters[cluster.Id % _clusters.Length] = new Measurement { Cluster = cluster };

    /// <summary>Takes an acknowledged packet of a cluster.</summary>
    /// <returns>What the cluster has measured so far.</returns>
    public ProbeResult OnPacket(byte clusterId, long sentAt, long arrivedAt, int bytes)
    {
        ref var measurement = ref _clusters[clusterId % _clusters.Length];
        if (measurement.Cluster.Id != clusterId)
            return default;
        measurement.Add(sentAt, arrivedAt, bytes);
        return measurement.Packets >= ProbeCluster.MinimumPackets * MinimumReceived
            && measurement.Bytes >= measurement.Cluster.MinimumBytes * MinimumReceived
            ? measurement.Result()
            : default;
    }

    private struct Measurement
    {
        public ProbeCluster Cluster;
        public int Packets;
        public long Bytes;
        private long _firstSent;
        private long _lastSent;
        private long _firstArrived;
        private long _lastArrived;
        private int _lastSentBytes;
        private int _firstArrivedBytes;

        public void Add(long sentAt, long arrivedAt, int bytes)
        {
            if (Packets == 0)
            {
                (_firstSent, _lastSent) = (sentAt, sentAt);
                (_firstArrived, _lastArrived) = (arrivedAt, arrivedAt);
                (_lastSentBytes, _firstArrivedBytes) = (bytes, bytes);
            }
            _firstSent = Math.Min(_firstSent, sentAt);
            if (sentAt >= _lastSent)
                (_lastSent, _lastSentBytes) = (sentAt, bytes);
            if (arrivedAt < _firstArrived)
                (_firstArrived, _firstArrivedBytes) = (arrivedAt, bytes);
            _lastArrived = Math.Max(_lastArrived, arrivedAt);
            Packets++;
            Bytes += bytes;
        }

        public readonly ProbeResult Result()
        {
            var sending = _lastSent - _firstSent;
            var arriving = _lastArrived - _firstArrived;
            if (sending is <= 0 or > LongestInterval || arriving is <= 0 or > LongestInterval)
                return default;
            // The last packet sent and the first received took no part in their intervals.
            var sent = (Bytes - _lastSentBytes) * 8e6 / sending;
            var received = (Bytes - _firstArrivedBytes) * 8e6 / arriving;
            if (received > LargestRatio * sent)
                return default;
            return received < SaturatedBelow * sent
                ? new ProbeResult(Utilization * received, IsSaturated: true)
                : new ProbeResult(Math.Min(sent, received), IsSaturated: false);
        }
    }
}
