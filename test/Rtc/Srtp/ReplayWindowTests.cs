using FsCheck;
using FsCheck.Fluent;
using Plenum.Rtc.Srtp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Srtp;

public sealed class ReplayWindowTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(2048)]
    public void It_agrees_with_a_set_of_everything_seen(int size) => Seeds.Run(50, seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var window = new ReplayWindow(size);
        var seen = new HashSet<long>();
        var highest = -1L;
        for (var i = 0; i < 2000; i++)
        {
            var index = NextIndex(random, highest, size);
            var expected = index <= highest - size ? ReplayVerdict.TooOld
                : seen.Contains(index) ? ReplayVerdict.Replayed
                : ReplayVerdict.Fresh;

            Assert.Equal(expected, window.Check(index));

            if (expected != ReplayVerdict.Fresh || random.Chance(0.2))
                continue;
            window.Accept(index);
            seen.Add(index);
            highest = Math.Max(highest, index);
            Assert.Equal(highest, window.Highest);
        }
    });

    [Fact]
    public void Checking_changes_nothing()
    {
        var window = new ReplayWindow(64);
        window.Accept(10);

        Assert.Equal(ReplayVerdict.Fresh, window.Check(1000));
        Assert.Equal(ReplayVerdict.Fresh, window.Check(1000));
        Assert.Equal(10, window.Highest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(100)]
    public void Its_size_is_a_power_of_two_of_64_at_least(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReplayWindow(size));

    [Fact]
    public void The_estimated_index_is_the_nearest_with_that_sequence_number() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<uint>().Convert(value => (long)value << 4, value => (uint)(value >> 4)),
            Gen.Choose(-0x7FFF, 0x7FFF).ToArbitrary(),
            (highest, distance) =>
            {
                var index = highest + distance;
                var estimate = RtpIndex.Estimate(highest, (ushort)index);
                return estimate == (index < 0 ? index + 0x10000 : index);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_first_packet_has_roll_over_counter_zero()
    {
        Assert.Equal(65535, RtpIndex.Estimate(-1, 65535));
        Assert.Equal(0, RtpIndex.Estimate(-1, 0));
    }

    private static long NextIndex(SeededRandom random, long highest, int size) => random.Next(10) switch
    {
        0 => highest + 1 + random.Next(3 * size),
        1 => Math.Max(0, highest - random.Next(2 * size)),
        2 => Math.Max(0, highest - size + random.Next(3) - 1),
        < 6 => Math.Max(0, highest - random.Next(8)),
        _ => highest + 1 + random.Next(3),
    };
}
