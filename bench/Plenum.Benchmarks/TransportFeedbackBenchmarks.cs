using BenchmarkDotNet.Attributes;
using Plenum.Rtc;
using Plenum.Rtc.Congestion;
using Plenum.Rtc.Rtcp;

namespace Plenum.Benchmarks;

/// <summary>Transport-wide feedback on 50 packets, both ways; divide by 50 for the cost of a packet.</summary>
public class TransportFeedbackBenchmarks
{
    private const int Packets = 50;

    private readonly ArrivalRecorder _recorder = new();
    private readonly BandwidthEstimator _estimator = new(new CongestionOptions());
    private readonly byte[] _buffer = new byte[1200];
    private ushort _sequence;
    private Timestamp _now = Timestamp.FromMilliseconds(1000);

    [Benchmark(Description = "record 50 arrivals and write the feedback")]
    public int RecordAndWrite()
    {
        for (var i = 0; i < Packets; i++)
            _recorder.OnPacket(_sequence++, 1200, _now += TimeSpan.FromMilliseconds(1));
        var writer = new RtcpWriter(_buffer);
        _recorder.TryWrite(ref writer, default, _now);
        return writer.Length;
    }

    [Benchmark(Description = "the same, and 50 packets sent and the feedback taken by the estimator")]
    public Bitrate Estimate()
    {
        for (var i = 0; i < Packets; i++)
            _estimator.OnPacketSent((ushort)(_sequence + i), 1200, 0, _now + TimeSpan.FromMilliseconds(i));
        var length = RecordAndWrite();
        foreach (var packet in new RtcpCompound(_buffer.AsSpan(0, length)))
        {
            if (TransportFeedback.TryParse(packet, out var feedback))
                _estimator.OnFeedback(feedback, _now);
        }
        return _estimator.TargetBitrate;
    }
}
