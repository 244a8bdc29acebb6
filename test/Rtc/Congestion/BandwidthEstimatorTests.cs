using Plenum.Rtc.Congestion;
using Plenum.Rtc.Rtcp;

namespace Plenum.Rtc.Tests.Congestion;

public sealed class BandwidthEstimatorTests
{
    private readonly BandwidthEstimator _estimator = new(new CongestionOptions());
    private readonly ArrivalRecorder _recorder = new();
    private readonly byte[] _buffer = new byte[1200];
    private ushort _sequence = 65_000;
    private Timestamp _now = Timestamp.FromMilliseconds(1000);

    /// <summary>Sends packets at a steady rate over a perfect link of 20 ms and returns the feedback.</summary>
    private void Exchange(int packets, int bytes = 1200, double interval = 5)
    {
        for (var i = 0; i < packets; i++)
        {
            _now += TimeSpan.FromMilliseconds(interval);
            _estimator.OnPacketSent(_sequence, bytes, 0, _now);
            _recorder.OnPacket(_sequence++, bytes, _now + TimeSpan.FromMilliseconds(20));
            if (_recorder.NextDeadline <= _now)
                Feed();
        }
    }

    private void Feed()
    {
        var writer = new RtcpWriter(_buffer);
        while (_recorder.TryWrite(ref writer, default, _now))
        {
        }
        foreach (var packet in new RtcpCompound(_buffer.AsSpan(0, writer.Length)))
        {
            if (TransportFeedback.TryParse(packet, out var feedback))
                _estimator.OnFeedback(feedback, _now);
        }
    }

    [Fact]
    public void It_starts_where_it_is_told_and_probes_three_and_six_times_higher()
    {
        Assert.Equal(Bitrate.FromKilobits(300), _estimator.TargetBitrate);
        Assert.False(_estimator.TryTakeProbe(out _));

        Exchange(1);

        Assert.True(_estimator.TryTakeProbe(out var first));
        Assert.True(_estimator.TryTakeProbe(out var second));
        Assert.False(_estimator.TryTakeProbe(out _));
        Assert.Equal(Bitrate.FromKilobits(900), first.Rate);
        Assert.Equal(Bitrate.FromKilobits(1800), second.Rate);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public void It_probes_no_higher_than_what_is_of_use()
    {
        _estimator.SetDemand(Bitrate.FromKilobits(500));
        Exchange(1);

        Assert.True(_estimator.TryTakeProbe(out var first));
        Assert.Equal(Bitrate.FromKilobits(550), first.Rate);
        Assert.False(_estimator.TryTakeProbe(out _));
    }

    [Fact]
    public void It_probes_when_the_application_can_use_more_than_before()
    {
        _estimator.SetDemand(Bitrate.Zero);
        Exchange(300);
        _estimator.Tick(_now);
        Assert.False(_estimator.TryTakeProbe(out _));

        _estimator.SetDemand(Bitrate.FromKilobits(2000));
        var waited = _now + TimeSpan.FromSeconds(1.5);
        while (_now < waited)
        {
            Exchange(1);
            _estimator.Tick(_now);
        }

        Assert.True(_estimator.TryTakeProbe(out var probe));
        Assert.InRange(probe.Rate.BitsPerSecond, _estimator.TargetBitrate.BitsPerSecond, 2_200_000);
    }

    [Fact]
    public void A_limit_of_the_receiver_holds_at_once()
    {
        _estimator.SetReceiverLimit(Bitrate.FromKilobits(120));
        Assert.Equal(Bitrate.FromKilobits(120), _estimator.TargetBitrate);
        _estimator.SetReceiverLimit(Bitrate.FromKilobits(1));
        Assert.Equal(Bitrate.FromKilobits(50), _estimator.TargetBitrate);
    }

    [Fact]
    public void Feedback_that_stays_out_slows_it_down()
    {
        Exchange(200);
        var before = _estimator.TargetBitrate;
        for (var i = 0; i < 200; i++)
        {
            _now += TimeSpan.FromMilliseconds(10);
            _estimator.OnPacketSent(_sequence++, 1200, 0, _now);
            if (_estimator.NextDeadline <= _now)
                _estimator.Tick(_now);
        }
        Assert.True(_estimator.TargetBitrate < before * 0.3);

        for (var i = 0; i < 100; i++)
        {
            _now += TimeSpan.FromMilliseconds(500);
            _estimator.Tick(_now);
        }
        Assert.Equal(Bitrate.FromKilobits(50), _estimator.TargetBitrate);
    }

    [Fact]
    public void A_peer_that_never_sends_feedback_keeps_the_start_rate()
    {
        for (var i = 0; i < 1000; i++)
        {
            _now += TimeSpan.FromMilliseconds(10);
            _estimator.OnPacketSent(_sequence++, 1200, 0, _now);
            _estimator.Tick(_now);
        }
        Assert.Equal(Bitrate.FromKilobits(300), _estimator.TargetBitrate);
    }

    [Fact]
    public void It_measures_what_arrives_and_the_round_trip()
    {
        Exchange(400);

        Assert.Equal(1920, _estimator.AcknowledgedBitrate.BitsPerSecond / 1000.0, 30.0);
        Assert.InRange(_estimator.RoundTripTime.TotalMilliseconds, 0, 100);
        Assert.False(_estimator.IsApplicationLimited);
    }

    [Fact]
    public void An_application_that_sends_little_is_noticed()
    {
        Exchange(200, bytes: 60, interval: 20);

        Assert.True(_estimator.IsApplicationLimited);
        Assert.InRange(_estimator.TargetBitrate.BitsPerSecond, 300_000, 310_000);
    }

    [Fact]
    public void Feedback_about_packets_never_sent_or_twice_changes_nothing()
    {
        Exchange(200);
        var before = (_estimator.TargetBitrate, _estimator.AcknowledgedBitrate);
        var stranger = new ArrivalRecorder();
        for (var i = 0; i < 100; i++)
            stranger.OnPacket((ushort)(_sequence + 5000 + i), 1200, _now);
        var writer = new RtcpWriter(_buffer);
        stranger.TryWrite(ref writer, default, _now);
        var again = writer.Length;
        foreach (var packet in new RtcpCompound(_buffer.AsSpan(0, again)))
        {
            Assert.True(TransportFeedback.TryParse(packet, out var feedback));
            _estimator.OnFeedback(feedback, _now);
            _estimator.OnFeedback(feedback, _now);
        }
        Assert.Equal(before, (_estimator.TargetBitrate, _estimator.AcknowledgedBitrate));
    }

    [Fact]
    public void Random_feedback_neither_throws_nor_leaves_the_limits()
    {
        var random = new Random(9);
        for (var i = 0; i < 20_000; i++)
        {
            Exchange(random.Next(3));
            random.NextBytes(_buffer.AsSpan(0, 60));
            Convert.FromHexString("8fcd000e").CopyTo(_buffer, 0);
            if (random.Next(2) == 0)
                _buffer[16] = _buffer[17] = 0;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(12), (ushort)(_sequence - random.Next(300)));
            foreach (var packet in new RtcpCompound(_buffer.AsSpan(0, 60)))
            {
                if (TransportFeedback.TryParse(packet, out var feedback))
                    _estimator.OnFeedback(feedback, _now);
            }
            Assert.InRange(_estimator.TargetBitrate.BitsPerSecond, 50_000, 50_000_000);
        }
    }

    [Fact]
    public void Sending_and_hearing_allocates_nothing() => Allocations.AssertNone(() =>
    {
        Exchange(20);
        _estimator.Tick(_now);
        _estimator.TryTakeProbe(out _);
    });
}
