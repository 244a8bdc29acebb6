using Plenum.Rtc.Rtcp;

namespace Plenum.Rtc.Tests.Rtcp;

public sealed class TransportFeedbackTests
{
    private static readonly FeedbackHeader Header = new(new Ssrc(1), new Ssrc(2));

    private static TransportFeedback Parse(ReadOnlySpan<byte> bytes)
    {
        var compound = new RtcpCompound(bytes);
        Assert.True(compound.MoveNext());
        Assert.True(TransportFeedback.TryParse(compound.Current, out var feedback));
        return feedback;
    }

    private static List<PacketArrival> Arrivals(TransportFeedback feedback)
    {
        var arrivals = new List<PacketArrival>();
        foreach (var arrival in feedback)
            arrivals.Add(arrival);
        return arrivals;
    }

    // Public test vectors of other stacks; where their padding count is wrong the padding bit is cleared here.
    [Theory]
    [InlineData("afcd0005fa17fa1743032fa0009900013de8021720019401", 153, 1, 4057090, "153@148")]
    [InlineData(
        "8fcd0007fa17fa17193dd8bb0174000645b15a40400220041ffe1f9ad000d000",
        372, 6, 4567386, "372@8190 373@16280 374@16488 375@16488 376@16696 377@16696")]
    [InlineData(
        "afcd0007fa17fa17193dd8bb0004000710636e0120074c2424100c0c10000003",
        4, 7, 1074030, "4@76 5@112 6@148 7@164 8@176 9@188 10@204")]
    [InlineData(
        "8fcd0006fa17fa17193dd8bb0001000e10636d00ba00100c0c100003",
        1, 14, 1074029, "1@16 2@28 3@40 5@56")]
    public void Known_messages_are_read(string hex, int sequence, int count, int reference, string expected)
    {
        var feedback = Parse(Convert.FromHexString(hex));

        Assert.Equal((sequence, count, reference), (feedback.BaseSequence, feedback.StatusCount, feedback.ReferenceTime));
        Assert.Equal(expected, string.Join(' ', Arrivals(feedback).Select(a => $"{a.Sequence}@{a.Ticks}")));
    }

    [Theory]
    [InlineData("0001ffff10636d0000002000")] // a run of nothing
    [InlineData("0001ffff10636d001fff1fff1fff1fff")] // 65535 packets, but chunks for 32764 only
    [InlineData("0001000210636d00200a10")] // two deltas promised, one there
    [InlineData("0001000110636d00600100")] // the reserved status, as a run
    [InlineData("0001000110636d00f0000000")] // the reserved status, in a vector
    [InlineData("0001000010636d0020010000")] // about no packet at all
    [InlineData("000100")]
    public void Malformed_messages_are_refused(string information)
    {
        var bytes = Convert.FromHexString("8fcd0000" + "0000000100000002" + information.PadRight((information.Length + 7) / 8 * 8, '0')[..(information.Length / 8 * 8)]);
        bytes[3] = (byte)((bytes.Length / 4) - 1);
        var compound = new RtcpCompound(bytes);
        Assert.True(compound.MoveNext());
        Assert.False(TransportFeedback.TryParse(compound.Current, out _));
    }

    [Fact]
    public void A_message_about_65535_missing_packets_is_no_work()
    {
        var information = "0001ffff10636d00" + "1fff1fff1fff1fff1fff1fff1fff1fff" + "00080000";
        var bytes = Convert.FromHexString("8fcd0009" + "0000000100000002" + information);

        var feedback = Parse(bytes);

        Assert.Equal(65535, feedback.StatusCount);
        Assert.Empty(Arrivals(feedback));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_was_recorded_is_read_back_over_gaps_reordering_and_wraps(int seed)
    {
        var random = new Random(seed);
        var recorder = new ArrivalRecorder();
        var expected = new Dictionary<long, long>();
        var reported = new Dictionary<long, long>();
        long number = random.Next(1 << 16);
        var now = Timestamp.FromMilliseconds(random.Next(1_000_000_000));
        var unwrapper = default(Plenum.Rtc.Rtp.SequenceUnwrapper);
        unwrapper.Unwrap((ushort)number);
        for (var round = 0; round < 500; round++)
        {
            for (var burst = random.Next(1, 60); burst > 0; burst--)
            {
                now += TimeSpan.FromMicroseconds(random.Next(4) == 0 ? random.Next(200_000) : random.Next(2000));
                number += random.Next(8) == 0 ? random.Next(1, 20) : 1;
                var sent = random.Next(10) == 0 ? Math.Max(number - random.Next(1, 20), 0) : number;
                recorder.OnPacket((ushort)sent, 1200, now);
                expected.TryAdd(sent, now.Microseconds / TransportFeedback.TickMicroseconds);
            }
            Collect(recorder, now, ref unwrapper, reported);
        }
        Assert.Equal(expected.OrderBy(e => e.Key), reported.OrderBy(e => e.Key));
        Assert.Equal(Timestamp.Never, recorder.NextDeadline);
    }

    private static void Collect(
        ArrivalRecorder recorder,
        Timestamp now,
        ref Plenum.Rtc.Rtp.SequenceUnwrapper unwrapper,
        Dictionary<long, long> reported)
    {
        var buffer = new byte[1200];
        while (true)
        {
            var writer = new RtcpWriter(buffer);
            if (!recorder.TryWrite(ref writer, Header, now))
                return;
            var feedback = Parse(buffer.AsSpan(0, writer.Length));
            foreach (var arrival in feedback)
            {
                var reference = now.Microseconds / 64_000;
                var unwrapped = reference + ((feedback.ReferenceTime - (int)reference) << 8 >> 8);
                var ticks = (unwrapped * TransportFeedback.TicksPerReference) + arrival.Ticks;
                var number = unwrapper.Unwrap(arrival.Sequence);
                // A late packet makes the range be told again: with the same times.
                if (!reported.TryAdd(number, ticks))
                    Assert.Equal(reported[number], ticks);
            }
        }
    }

    [Fact]
    public void A_room_too_small_splits_the_report_into_several()
    {
        var recorder = new ArrivalRecorder();
        for (var i = 0; i < 200; i++)
            recorder.OnPacket((ushort)i, 100, Timestamp.FromMilliseconds(i * 70));

        var sequences = new List<ushort>();
        var buffer = new byte[64];
        for (var messages = 0; ; messages++)
        {
            var writer = new RtcpWriter(buffer);
            if (!recorder.TryWrite(ref writer, Header, Timestamp.FromMilliseconds(20_000)))
            {
                Assert.InRange(messages, 8, 20);
                break;
            }
            var feedback = Parse(buffer.AsSpan(0, writer.Length));
            Assert.Equal(messages, feedback.FeedbackCount);
            sequences.AddRange(Arrivals(feedback).Select(a => a.Sequence));
        }
        Assert.Equal(Enumerable.Range(0, 200), sequences.Select(s => (int)s));
    }

    [Fact]
    public void Arrivals_too_far_apart_for_a_delta_go_into_messages_of_their_own()
    {
        var recorder = new ArrivalRecorder();
        recorder.OnPacket(1, 100, Timestamp.FromMilliseconds(0));
        recorder.OnPacket(2, 100, Timestamp.FromMilliseconds(10_000));
        var buffer = new byte[100];

        var writer = new RtcpWriter(buffer);
        Assert.True(recorder.TryWrite(ref writer, Header, Timestamp.FromMilliseconds(10_000)));
        Assert.Equal([new PacketArrival(1, 0)], Arrivals(Parse(buffer.AsSpan(0, writer.Length))));
        writer = new RtcpWriter(buffer);
        Assert.True(recorder.TryWrite(ref writer, Header, Timestamp.FromMilliseconds(10_000)));
        Assert.Equal([new PacketArrival(2, 64)], Arrivals(Parse(buffer.AsSpan(0, writer.Length))));
    }

    [Fact]
    public void The_interval_follows_the_rate()
    {
        Assert.Equal(50, IntervalAfter(bytesPerMillisecond: 250), 1.0);
        Assert.Equal(250, IntervalAfter(bytesPerMillisecond: 1), 1.0);

        static double IntervalAfter(int bytesPerMillisecond)
        {
            var recorder = new ArrivalRecorder();
            var writer = new RtcpWriter(new byte[1200]);
            for (var ms = 0; ms < 100; ms++)
                recorder.OnPacket((ushort)ms, bytesPerMillisecond, Timestamp.FromMilliseconds(ms));
            Assert.True(recorder.TryWrite(ref writer, Header, Timestamp.FromMilliseconds(100)));
            recorder.OnPacket(100, bytesPerMillisecond, Timestamp.FromMilliseconds(100));
            return (recorder.NextDeadline - Timestamp.FromMilliseconds(100)).TotalMilliseconds;
        }
    }

    [Fact]
    public void Many_arrivals_are_reported_before_the_memory_runs_over()
    {
        var recorder = new ArrivalRecorder();
        for (var i = 0; i < 300; i++)
            recorder.OnPacket((ushort)i, 1200, Timestamp.FromMilliseconds(1));
        Assert.Equal(Timestamp.FromMilliseconds(1), recorder.NextDeadline);
    }

    [Fact]
    public void A_jump_larger_than_the_memory_forgets_what_lies_before()
    {
        var recorder = new ArrivalRecorder();
        recorder.OnPacket(1, 100, Timestamp.FromMilliseconds(1));
        recorder.OnPacket(20_000, 100, Timestamp.FromMilliseconds(2));
        recorder.OnPacket(5, 100, Timestamp.FromMilliseconds(3));
        var buffer = new byte[100];
        var writer = new RtcpWriter(buffer);

        Assert.True(recorder.TryWrite(ref writer, Header, Timestamp.FromMilliseconds(4)));
        Assert.Equal([20_000], Arrivals(Parse(buffer.AsSpan(0, writer.Length))).Select(a => (int)a.Sequence));
        Assert.False(recorder.TryWrite(ref writer, Header, Timestamp.FromMilliseconds(4)));
    }

    [Fact]
    public void Recording_and_reporting_allocates_nothing()
    {
        var recorder = new ArrivalRecorder();
        var buffer = new byte[1200];
        var sequence = (ushort)0;
        var now = Timestamp.Zero;
        Allocations.AssertNone(() =>
        {
            for (var i = 0; i < 30; i++)
                recorder.OnPacket(sequence += (ushort)(i % 7 == 0 ? 2 : 1), 1200, now += TimeSpan.FromMilliseconds(1));
            var writer = new RtcpWriter(buffer);
            recorder.TryWrite(ref writer, Header, now);
            RtcpFuzz.Run(buffer.AsSpan(0, writer.Length));
        });
    }
}
