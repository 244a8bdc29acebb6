using Plenum.Rtc.Rtcp;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtcp;

public sealed class StatisticsTests
{
    private static readonly Ssrc Source = new(1);

    [Fact]
    public void Losses_are_reported_as_share_and_sum()
    {
        var statistics = new ReceiveStatistics(Source, 90_000);
        for (var i = 0; i < 100; i++)
        {
            if (i % 4 != 3)
                statistics.OnPacket((ushort)(65_500 + i), 0, Timestamp.Zero);
        }
        statistics.OnPacket(unchecked((ushort)65_600), 0, Timestamp.Zero);

        var first = statistics.Report(Timestamp.Zero);
        var second = statistics.Report(Timestamp.Zero);

        Assert.Equal((25 * 256 / 101, 25), (first.FractionLost, first.CumulativeLost));
        Assert.Equal(65_600u, first.ExtendedHighestSequence);
        Assert.Equal((0, 25), (second.FractionLost, second.CumulativeLost));
    }

    [Fact]
    public void Loss_follows_a_naive_model_over_reordering_and_wraps()
    {
        var random = new Random(1);
        var statistics = new ReceiveStatistics(Source, 90_000);
        var seen = 0;
        const int first = 65_000;
        statistics.OnPacket(first, 0, Timestamp.Zero);
        for (var number = first + 1; number < first + 200_000; number += 2)
        {
            foreach (var each in random.Next(2) == 0 ? new[] { number, number + 1 } : [number + 1, number])
            {
                if (random.Next(10) == 0)
                    continue;
                seen++;
                statistics.OnPacket((ushort)each, 0, Timestamp.Zero);
            }
        }
        statistics.OnPacket(unchecked((ushort)(first + 200_001)), 0, Timestamp.Zero);

        Assert.Equal(seen + 2, statistics.Received);
        Assert.Equal(200_002 - (seen + 2), statistics.Lost);
    }

    [Fact]
    public void Duplicates_make_the_loss_negative_but_never_the_share()
    {
        var statistics = new ReceiveStatistics(Source, 90_000);
        for (var i = 0; i < 10; i++)
            statistics.OnPacket(7, 0, Timestamp.Zero);

        var report = statistics.Report(Timestamp.Zero);

        Assert.Equal((0, -9), (report.FractionLost, report.CumulativeLost));
    }

    [Fact]
    public void A_stray_packet_is_not_believed_but_a_restart_is()
    {
        var statistics = new ReceiveStatistics(Source, 90_000);
        statistics.OnPacket(100, 0, Timestamp.Zero);
        statistics.OnPacket(40_000, 0, Timestamp.Zero);
        Assert.Equal(100u, statistics.Report(Timestamp.Zero).ExtendedHighestSequence);

        statistics.OnPacket(40_001, 0, Timestamp.Zero);

        Assert.Equal(40_001u, statistics.Report(Timestamp.Zero).ExtendedHighestSequence);
        Assert.Equal(0, statistics.Lost);
    }

    [Fact]
    public void Jitter_follows_the_formula_of_RFC_3550()
    {
        var random = new Random(2);
        var statistics = new ReceiveStatistics(Source, 48_000);
        double jitter = 0;
        long previous = 0;
        for (var i = 0; i < 500; i++)
        {
            var now = Timestamp.FromMilliseconds((i * 20) + random.Next(15));
            var timestamp = (uint)(4_294_900_000 + (i * 960));
            statistics.OnPacket((ushort)i, timestamp, now);
            var transit = (now.Microseconds * 48 / 1000) - (i * 960);
            if (i > 0)
                jitter += (Math.Abs(transit - previous) - jitter) / 16;
            previous = transit;
        }
        Assert.Equal(jitter, statistics.Report(Timestamp.Zero).Jitter, 2.0);
        Assert.Equal(jitter / 48, statistics.Jitter.TotalMilliseconds, 0.1);
    }

    [Fact]
    public void A_new_origin_of_timestamps_is_not_jitter()
    {
        var statistics = new ReceiveStatistics(Source, 90_000);
        statistics.OnPacket(1, 0, Timestamp.Zero);
        statistics.OnPacket(2, 2_000_000_000, Timestamp.FromMilliseconds(20));
        statistics.OnPacket(3, 2_000_001_800, Timestamp.FromMilliseconds(40));

        Assert.Equal(0u, statistics.Report(Timestamp.Zero).Jitter);
    }

    [Fact]
    public void Sender_reports_are_confirmed_with_their_delay()
    {
        var statistics = new ReceiveStatistics(Source, 90_000);
        statistics.OnSenderReport(new NtpTime(0x1122334455667788), Timestamp.FromMilliseconds(1000));

        var report = statistics.Report(Timestamp.FromMilliseconds(1500));

        Assert.Equal(0x33445566u, report.LastSenderReport.Value);
        Assert.Equal(0x8000u, report.DelaySinceLastSenderReport.Value);
    }

    [Fact]
    public void The_round_trip_is_the_one_in_the_figure_of_RFC_3550()
    {
        // Section 6.4.1, figure 2: A 0xb710:8000, DLSR 0x0005:4000, LSR 0xb705:2000, so 6.125 s.
        var roundTrip = new RoundTripTime();

        Assert.True(roundTrip.OnReportBlock(
            new ReportBlock
            {
                LastSenderReport = new NtpShort(0xb7052000),
                DelaySinceLastSenderReport = new NtpShort(0x00054000),
            },
            new NtpTime(0xb710_8000UL << 16)));

        Assert.Equal(6.125, roundTrip.Latest!.Value.TotalSeconds);
    }

    [Fact]
    public void Lies_about_the_round_trip_are_refused()
    {
        var roundTrip = new RoundTripTime();
        var now = NtpTime.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.False(roundTrip.OnReportBlock(default, now));
        Assert.False(roundTrip.OnReceiverDelay(default, now));
        Assert.False(roundTrip.OnReceiverDelay(
            new ReceiverDelay(Source, now.Short, NtpShort.Of(TimeSpan.FromSeconds(1))), now));
        Assert.False(roundTrip.OnReceiverDelay(
            new ReceiverDelay(Source, now.Short - NtpShort.Of(TimeSpan.FromSeconds(61)), default), now));
        Assert.Null(roundTrip.Smoothed);
    }

    [Fact]
    public void A_round_trip_is_smoothed()
    {
        var roundTrip = new RoundTripTime();
        roundTrip.OnSample(TimeSpan.FromMilliseconds(80));
        roundTrip.OnSample(TimeSpan.FromMilliseconds(160));

        Assert.Equal(90, roundTrip.Smoothed!.Value.TotalMilliseconds);
        Assert.Equal(80, roundTrip.Smallest!.Value.TotalMilliseconds);
    }

    [Fact]
    public void The_media_clock_runs_on_between_the_last_packet_and_a_sender_report()
    {
        var statistics = new SendStatistics(90_000);
        Assert.False(statistics.HasSent);
        statistics.OnPacketSent(100, uint.MaxValue, Timestamp.FromMilliseconds(1000));
        statistics.OnPacketSent(50, uint.MaxValue, Timestamp.FromMilliseconds(1010));

        var info = statistics.Report(new NtpClock(new NtpTime(0)), Timestamp.FromMilliseconds(1100));

        Assert.True(statistics.HasSent);
        Assert.Equal(8999u, info.RtpTimestamp);
        Assert.Equal((2u, 150u), (info.PacketCount, info.OctetCount));
        Assert.Equal(1.1, (info.Ntp - new NtpTime(0)).TotalSeconds, 0.000_001);
    }

    [Fact]
    public void Reports_spread_around_their_interval()
    {
        var schedule = new ReportSchedule(ReportSchedule.VideoInterval, new Entropy());
        Assert.Equal(Timestamp.Zero, schedule.NextDeadline);
        var delays = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            schedule.OnSent(Timestamp.FromMilliseconds(1000));
            delays.Add((schedule.NextDeadline - Timestamp.FromMilliseconds(1000)).TotalSeconds);
        }
        Assert.All(delays, delay => Assert.InRange(delay, 0.5, 1.5));
        Assert.InRange(delays.Average(), 0.9, 1.1);
        Assert.True(delays.Max() - delays.Min() > 0.8);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        var statistics = new ReceiveStatistics(Source, 90_000);
        ushort sequence = 0;
        Allocations.AssertNone(() =>
        {
            statistics.OnPacket(sequence++, sequence, Timestamp.FromMilliseconds(sequence));
            statistics.Report(Timestamp.Zero);
        });
    }

    private sealed class Entropy : IEntropy
    {
        private readonly Random _random = new(3);

        public void Fill(Span<byte> destination) => _random.NextBytes(destination);
    }
}
