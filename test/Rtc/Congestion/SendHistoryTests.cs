using Plenum.Rtc.Congestion;

namespace Plenum.Rtc.Tests.Congestion;

public sealed class SendHistoryTests
{
    [Fact]
    public void It_agrees_with_a_naive_model_over_wraps_and_growth()
    {
        var random = new Random(13);
        var history = new SendHistory();
        var model = new Dictionary<long, (long SentAt, int Bytes, byte Cluster, PacketFate Fate)>();
        var now = Timestamp.FromMilliseconds(4_294_000);
        long number = 60_000;
        for (var round = 0; round < 3000; round++)
        {
            now += TimeSpan.FromMicroseconds(random.Next(10_000));
            for (var burst = random.Next(1, 20); burst > 0; burst--, number++)
            {
                var (bytes, cluster) = (random.Next(1, 1500), (byte)random.Next(3));
                history.Add((ushort)number, bytes, cluster, now);
                model[number] = (now.Microseconds, bytes, cluster, PacketFate.InFlight);
            }
            var known = number - random.Next(200);
            var expected = model.TryGetValue(known, out var sent) && sent.Fate != PacketFate.Acknowledged;
            Assert.Equal(expected, history.TryAcknowledge((ushort)known, now, out var packet));
            if (expected)
            {
                Assert.Equal(new SentPacket(sent.SentAt, sent.Bytes, sent.Cluster, sent.Fate == PacketFate.Lost), packet);
                model[known] = sent with { Fate = PacketFate.Acknowledged };
            }
            var (first, count) = (number - random.Next(220), random.Next(30));
            var lost = 0;
            for (var n = first; n < first + count; n++)
            {
                if (!model.TryGetValue(n, out var entry) || entry.Fate != PacketFate.InFlight)
                    continue;
                model[n] = entry with { Fate = PacketFate.Lost };
                lost++;
            }
            Assert.Equal(lost, history.MarkLost((ushort)first, count));
        }
    }

    [Fact]
    public void It_grows_for_packets_in_flight_up_to_its_bound()
    {
        var history = new SendHistory();
        for (var i = 0; i < 10_000; i++)
            history.Add((ushort)i, 100, 0, Timestamp.FromMilliseconds(1));

        Assert.True(history.TryAcknowledge(10_000 - SendHistory.MaximumCapacity, Timestamp.FromMilliseconds(2), out _));
        Assert.False(history.TryAcknowledge(9_999 - SendHistory.MaximumCapacity, Timestamp.FromMilliseconds(2), out _));
    }

    [Fact]
    public void A_feedback_that_claims_everything_lost_counts_what_was_sent_once()
    {
        var history = new SendHistory();
        Assert.Equal(0, history.MarkLost(0, ushort.MaxValue));
        for (var i = 0; i < 100; i++)
            history.Add((ushort)i, 100, 0, Timestamp.FromMilliseconds(1));

        Assert.Equal(100, history.MarkLost(0, ushort.MaxValue));
        Assert.Equal(0, history.MarkLost(0, ushort.MaxValue));
    }
}
