using Plenum.Rtc.Rtcp;

namespace Plenum.Rtc.Tests.Rtcp;

public sealed class NackGeneratorTests
{
    private readonly NackGenerator _generator = new();
    private readonly ushort[] _buffer = new ushort[NackGenerator.Capacity];

    private static Timestamp At(double milliseconds) => Timestamp.FromMilliseconds(milliseconds);

    private int[] Due(double milliseconds) =>
        [.. _buffer[.._generator.CollectDue(At(milliseconds), _buffer)].Select(n => (int)n)];

    private void Receive(double milliseconds, params int[] numbers)
    {
        foreach (var number in numbers)
            _generator.OnPacket((ushort)number, At(milliseconds));
    }

    [Fact]
    public void A_packet_overtaken_by_three_is_asked_for_at_once()
    {
        Receive(0, 65_534, 65_535, 1, 2);
        Assert.Empty(Due(0));
        Receive(0, 3);

        Assert.Equal([0], Due(0));
    }

    [Fact]
    public void A_packet_overtaken_by_few_is_asked_for_after_a_moment()
    {
        Receive(0, 1, 3);
        Assert.Equal(At(10), _generator.NextDeadline);
        Assert.Empty(Due(9));

        Assert.Equal([2], Due(10));
    }

    [Fact]
    public void A_late_packet_is_not_asked_for()
    {
        Receive(0, 1, 3, 2, 4, 5, 6, 7);

        Assert.Empty(Due(100));
        Assert.Equal(Timestamp.Never, _generator.NextDeadline);
    }

    [Fact]
    public void A_packet_is_asked_for_again_after_a_round_trip()
    {
        _generator.OnRoundTripTime(TimeSpan.FromMilliseconds(50));
        Receive(0, 1, 3, 4, 5);
        Assert.Equal([2], Due(0));

        Assert.Empty(Due(59));
        Assert.Equal([2], Due(60));
        Receive(70, 2);
        Assert.Empty(Due(1000));
        Assert.False(_generator.TakeKeyFrameRequest());
    }

    [Fact]
    public void After_too_many_tries_a_key_frame_is_needed()
    {
        _generator.OnRoundTripTime(TimeSpan.FromMilliseconds(10));
        Receive(0, 1, 3, 4, 5);
        var asked = 0;
        for (var ms = 0; ms < 900; ms++)
            asked += Due(ms).Length;

        Assert.Equal(NackGenerator.MaximumTries, asked);
        Assert.Equal(0, _generator.Count);
        Assert.True(_generator.TakeKeyFrameRequest());
        Assert.False(_generator.TakeKeyFrameRequest());
    }

    [Fact]
    public void A_packet_too_old_is_given_up()
    {
        _generator.OnRoundTripTime(TimeSpan.FromMilliseconds(400));
        Receive(0, 1, 3, 4, 5);
        Assert.Equal([2], Due(0));
        Assert.Equal([2], Due(410));
        Assert.Equal([2], Due(820));

        Assert.Empty(Due(1230));
        Assert.True(_generator.TakeKeyFrameRequest());
    }

    [Fact]
    public void A_gap_beyond_repair_needs_a_key_frame_and_no_list()
    {
        Receive(0, 1, 3, 4);
        Receive(0, 4 + NackGenerator.Capacity + 2);

        Assert.Equal(0, _generator.Count);
        Assert.True(_generator.TakeKeyFrameRequest());
        Assert.Empty(Due(100));
    }

    [Fact]
    public void A_key_frame_makes_what_lies_before_it_worthless()
    {
        Receive(0, 1, 3, 5, 7);
        _generator.OnKeyFrame(5);

        Assert.Equal([6], Due(50));
    }

    [Fact]
    public void What_does_not_fit_the_span_stays_due()
    {
        Receive(0, 1, 5, 6, 7);
        Span<ushort> small = stackalloc ushort[2];

        Assert.Equal(2, _generator.CollectDue(At(10), small));
        Assert.Equal([2, 3], small.ToArray().Select(n => (int)n));
        Assert.Equal(At(0), _generator.NextDeadline);
        Assert.Equal([4], Due(10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_agrees_with_a_naive_model(int seed)
    {
        var random = new Random(seed);
        var missing = new SortedSet<long>();
        long highest = random.Next(1 << 16);
        Receive(0, (int)highest);
        for (var step = 1; step < 20_000; step++)
        {
            var number = random.Next(3) == 0 && missing.Count > 0
                ? missing.ElementAt(random.Next(missing.Count))
                : highest + (random.Next(5) == 0 ? random.Next(1, 5) : 1);
            _generator.OnPacket((ushort)number, At(step * 0.1));
            missing.Remove(number);
            for (var gap = highest + 1; gap < number; gap++)
                missing.Add(gap);
            highest = Math.Max(highest, number);
            if (missing.Count > 200)
            {
                highest++;
                _generator.OnPacket((ushort)highest, At(step * 0.1));
                _generator.OnKeyFrame((ushort)highest);
                missing.Clear();
            }
            Assert.Equal(missing.Count, _generator.Count);
            if (step % 50 == 0)
                Assert.Subset(missing.Select(n => (int)(ushort)n).ToHashSet(), Due(step * 0.1).ToHashSet());
            // Whatever was given up by age leaves the model too.
            if (_generator.TakeKeyFrameRequest())
                missing = Remaining(missing);
        }
    }

    private SortedSet<long> Remaining(SortedSet<long> missing)
    {
        while (missing.Count > _generator.Count)
            missing.Remove(missing.Min);
        return missing;
    }

    [Fact]
    public void Taking_packets_allocates_nothing()
    {
        ushort number = 0;
        var now = Timestamp.Zero;
        Allocations.AssertNone(() =>
        {
            for (var i = 0; i < 20; i++)
                _generator.OnPacket(number += (ushort)(i % 5 == 0 ? 2 : 1), now += TimeSpan.FromMilliseconds(1));
            _generator.CollectDue(now, _buffer);
        });
    }
}
