namespace Plenum.Rooms.Tests;

public sealed class ByteRingTests
{
    [Fact]
    public void Entries_are_numbered_from_one_and_found_again()
    {
        var ring = new ByteRing(100);
        Assert.Equal(1, ring.Append([1, 2, 3]));
        Assert.Equal(2, ring.Append([4]));
        Assert.Equal([1, 2, 3], Read(ring, 1));
        Assert.Equal([4], Read(ring, 2));
    }

    [Fact]
    public void What_is_larger_than_the_ring_is_numbered_and_leaves_it_empty()
    {
        var ring = new ByteRing(10);
        ring.Append([1]);
        Assert.Equal(2, ring.Append(new byte[11]));
        Assert.Equal(3, ring.Oldest);
        Assert.Equal(3, ring.Append([3]));
        Assert.Equal([3], Read(ring, 3));
    }

    [Fact]
    public void Nothing_is_found_before_the_oldest_or_after_the_newest()
    {
        var ring = new ByteRing(10);
        ring.Append(new byte[8]);
        ring.Append(new byte[8]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.LengthOf(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ring.LengthOf(3));
    }

    /// <summary>Beside a list that forgets nothing.</summary>
    [Theory]
    [InlineData(1, 50, 10)]
    [InlineData(2, 5000, 400)]
    [InlineData(3, 20_000, 9000)]
    [InlineData(4, 1_000_000, 3000)]
    public void Whatever_comes_the_newest_are_held_whole_and_as_many_as_there_is_room_for(int seed, int maxBytes, int maxEntry)
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
                Assert.Equal(all[(int)number - 1], Read(ring, number));
                held += all[(int)number - 1].Length;
            }

            Assert.InRange(held, ring.Oldest == 1 ? 0 : maxBytes - maxEntry, maxBytes);
        }
    }

    [Fact]
    public void What_is_full_makes_no_more_garbage()
    {
        var ring = new ByteRing(100_000);
        var entry = new byte[333];
        for (var turn = 0; turn < 1000; turn++)
            ring.Append(entry);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var turn = 0; turn < 1000; turn++)
            ring.Append(entry);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Read(ByteRing ring, long number)
    {
        var entry = new byte[ring.LengthOf(number)];
        ring.CopyTo(number, entry);
        return entry;
    }
}
