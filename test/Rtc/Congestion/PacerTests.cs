using Plenum.Rtc.Congestion;

namespace Plenum.Rtc.Tests.Congestion;

public sealed class PacerTests
{
    private static readonly Bitrate Rate = Bitrate.FromKilobits(1200);

    private static Timestamp At(double milliseconds) => Timestamp.FromMilliseconds(milliseconds);

    private static Pacer Paced(Timestamp now)
    {
        var pacer = new Pacer();
        pacer.SetRate(Rate, now);
        return pacer;
    }

    private static List<int> Drain(Pacer pacer, Timestamp now)
    {
        var handles = new List<int>();
        while (pacer.TryDequeue(now, out var packet))
            handles.Add(packet.Handle);
        return handles;
    }

    [Fact]
    public void A_frame_leaves_spread_over_the_time_its_rate_needs()
    {
        var pacer = Paced(At(0));
        for (var i = 0; i < 10; i++)
            Assert.True(pacer.TryEnqueue(PacerPriority.Video, i, 1200, At(0)));

        var leaving = new List<double>();
        for (var now = At(0); pacer.QueuedPackets > 0; now = pacer.NextDeadline)
            leaving.AddRange(Drain(pacer, now).Select(_ => (now - At(0)).TotalMilliseconds));

        // 10 packets of 8 ms each, less the burst of 5 ms and the last one's own time.
        Assert.Equal(10, leaving.Count);
        Assert.Equal(0, leaving[0]);
        Assert.Equal((9 * 8) - 5, leaving[^1], 1.0);
        Assert.Equal(0, pacer.QueuedBytes);
        Assert.Equal(Timestamp.Never, pacer.NextDeadline);
    }

    [Fact]
    public void Audio_leaves_at_once_and_retransmissions_before_video()
    {
        var pacer = Paced(At(0));
        for (var i = 0; i < 3; i++)
            pacer.TryEnqueue(PacerPriority.Video, 100 + i, 1200, At(0));
        pacer.TryEnqueue(PacerPriority.Retransmission, 200, 1200, At(0));
        pacer.TryEnqueue(PacerPriority.Audio, 300, 100, At(0));
        pacer.TryEnqueue(PacerPriority.Audio, 301, 100, At(0));

        Assert.Equal([300, 301, 200], Drain(pacer, At(0)));
        Assert.Equal([100], Drain(pacer, pacer.NextDeadline));
    }

    [Fact]
    public void A_queue_grown_too_long_is_emptied_faster_than_the_rate()
    {
        var pacer = new Pacer();
        pacer.SetRate(Bitrate.FromKilobits(100), At(0));
        for (var i = 0; i < 200; i++)
            pacer.TryEnqueue(PacerPriority.Video, i, 1200, At(0));

        var now = At(0);
        for (; pacer.QueuedPackets > 20; now = pacer.NextDeadline)
            Drain(pacer, now);

        Assert.InRange((now - At(0)).TotalSeconds, 1, 3);
    }

    [Fact]
    public void A_full_queue_refuses()
    {
        var pacer = Paced(At(0));
        var queued = 0;
        while (queued < 100_000 && pacer.TryEnqueue(PacerPriority.Video, queued, 1, At(0)))
            queued++;

        Assert.Equal(2048, queued);
        Assert.Equal(2048, pacer.QueuedBytes);
        Assert.Equal(At(0), pacer.OldestQueuedAt);
    }

    [Fact]
    public void A_probe_sends_media_and_padding_at_its_own_rate()
    {
        var pacer = Paced(At(0));
        pacer.TryEnqueue(PacerPriority.Video, 1, 1200, At(0));
        pacer.StartProbe(new ProbeCluster(7, Bitrate.FromKilobits(4800), 9000), At(0));

        var bytes = 0;
        var now = At(0);
        Assert.True(pacer.TryDequeue(now, out var packet));
        Assert.Equal((1, (byte)7), (packet.Handle, packet.Cluster));
        bytes += packet.Bytes;
        while (pacer.IsProbing)
        {
            now = pacer.NextDeadline;
            Assert.True(pacer.TryTakePadding(now, 1200, out packet));
            Assert.Equal(7, packet.Cluster);
            bytes += packet.Bytes;
        }

        Assert.Equal(9600, bytes);
        Assert.Equal(14, (now - At(0)).TotalMilliseconds, 0.1);
        Assert.False(pacer.TryTakePadding(now + TimeSpan.FromSeconds(1), 1200, out _));
    }

    [Fact]
    public void A_probe_without_media_or_padding_asks_for_nothing_and_ends()
    {
        var pacer = new Pacer { CanPad = false };
        pacer.SetRate(Rate, At(0));
        pacer.StartProbe(new ProbeCluster(7, Bitrate.FromKilobits(4800), 9000), At(0));

        Assert.Equal(Timestamp.Never, pacer.NextDeadline);
        Assert.False(pacer.TryTakePadding(At(1), 1200, out _));
        pacer.SetRate(Rate, At(500));
        Assert.False(pacer.IsProbing);
    }

    [Fact]
    public void At_rate_zero_audio_alone_leaves()
    {
        var pacer = new Pacer();
        pacer.SetRate(Bitrate.Zero, At(0));
        pacer.TryEnqueue(PacerPriority.Audio, 1, 100, At(0));

        Assert.Equal([1], Drain(pacer, At(0)));
    }

    [Fact]
    public void Pacing_allocates_nothing()
    {
        var pacer = Paced(At(0));
        var now = At(0);
        Allocations.AssertNone(() =>
        {
            for (var i = 0; i < 8; i++)
                pacer.TryEnqueue(PacerPriority.Video, i, 1200, now);
            while (pacer.QueuedPackets > 0)
            {
                now = pacer.NextDeadline > now ? pacer.NextDeadline : now;
                pacer.TryDequeue(now, out _);
            }
        });
    }
}
