using Plenum.AspNetCore.Hosting;

namespace Plenum.AspNetCore.Tests.Hosting;

public sealed class ByteRingTests
{
    [Fact]
    public void Entries_are_numbered_from_one_and_found_again()
    {
        var ring = new ByteRing(100);
        Assert.Equal(1, ring.Append([1, 2, 3]));
        Assert.Equal(2, ring.Append([4]));
        Assert.Equal([1, 2, 3], ring.Find(1).ToArray());
        Assert.Equal([4], ring.Find(2).ToArray());
    }

    [Fact]
    public void What_is_larger_than_the_ring_is_numbered_and_leaves_it_empty()
    {
        var ring = new ByteRing(10);
        ring.Append([1]);
        Assert.Equal(2, ring.Append(new byte[11]));
        Assert.Equal(3, ring.Oldest);
        Assert.Equal(3, ring.Append([3]));
        Assert.Equal([3], ring.Find(3).ToArray());
    }

    [Fact]
    public void Nothing_is_found_before_the_oldest_or_after_the_newest()
    {
        var ring = new ByteRing(10);
        ring.Append(new byte[8]);
        ring.Append(new byte[8]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.Find(1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.Find(3).Length);
    }

    /// <summary>Beside a list that forgets nothing.</summary>
    [Theory]
    [InlineData(1, 50, 10)]
    [InlineData(2, 5000, 400)]
    [InlineData(3, 20_000, 9000)]
    [InlineData(4, 1_000_000, 3000)]
    public void Whatever_comes_the_newest_are_held_whole_and_half_of_the_room_is_never_wasted(int seed, int maxBytes, int maxEntry)
    {
        var random = new Random(seed);
        var ring = new ByteRing(maxBytes);
        var all = new List<byte[]>();
        for (var turn = 0; turn < 3000; turn++)
        {
            var entry = new byte[random.Next(1, maxEntry + 1)];
            random.NextBytes(entry);
            all.Add(entry);
            Assert.Equal(all.Count, ring.Append(entry));
            var held = 0L;
            for (var number = ring.Oldest; number <= all.Count; number++)
            {
                Assert.True(ring.Find(number).SequenceEqual(all[(int)number - 1]));
                held += all[(int)number - 1].Length;
            }

            Assert.InRange(held, ring.Oldest == 1 ? 0 : maxBytes - (2 * maxEntry), maxBytes);
        }
    }
}
