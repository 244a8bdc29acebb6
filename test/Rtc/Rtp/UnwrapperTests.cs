using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtp;

public sealed class UnwrapperTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sequence_numbers_follow_a_64_bit_counter_over_jumps_and_reordering(int seed)
    {
        var random = new Random(seed);
        var unwrapper = default(SequenceUnwrapper);
        long highest = random.Next(1 << 16);
        Assert.Equal(highest, unwrapper.Unwrap((ushort)highest));
        for (var i = 0; i < 100_000; i++)
        {
            var next = highest + random.Next(-32768, 32768);
            Assert.Equal(next, unwrapper.Peek((ushort)next));
            Assert.Equal(next, unwrapper.Unwrap((ushort)next));
            highest = Math.Max(highest, next);
            Assert.Equal(highest, unwrapper.Highest);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Timestamps_follow_a_64_bit_counter_over_jumps_and_reordering(int seed)
    {
        var random = new Random(seed);
        var unwrapper = default(TimestampUnwrapper);
        var highest = random.NextInt64(1L << 32);
        Assert.Equal(highest, unwrapper.Unwrap((uint)highest));
        for (var i = 0; i < 100_000; i++)
        {
            var next = highest + random.Next(int.MinValue, int.MaxValue);
            Assert.Equal(next, unwrapper.Peek((uint)next));
            Assert.Equal(next, unwrapper.Unwrap((uint)next));
            highest = Math.Max(highest, next);
        }
    }
}
