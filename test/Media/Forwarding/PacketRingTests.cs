using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Forwarding;

public sealed class PacketRingTests
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_keeps_what_a_plain_list_would_keep_and_gives_the_rest_back(int seed)
    {
        const int capacity = 64;
        var random = new Random(seed);
        var pool = new PacketPool(1000);
        var ring = new PacketRing(pool, capacity, MaxAge);
        var model = new Dictionary<long, Timestamp>();
        var (highest, now) = (-100L, Timestamp.Zero);
        for (var step = 0; step < 4_000; step++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(100) == 0 ? 1500 : random.Next(40));
            ring.Expire(now);
            var sequence = random.Next(50) switch
            {
                0 => highest + random.Next(1000),
                < 10 => highest - random.Next(80),
                _ => highest + 1,
            };
            var packet = pool.Take()!;
            (packet.Sequence, packet.ArrivedAt) = (sequence, now);
            if (ring.TryAdd(packet))
                model[sequence] = now;
            else
                pool.Return(packet);
            highest = Math.Max(highest, sequence);

            Assert.Equal(ring.Count, pool.InUse);
            Assert.True(ring.Count <= capacity, $"seed {seed}");
            foreach (var (known, at) in model.Where(entry => entry.Key > highest - capacity && now - entry.Value < MaxAge))
                Assert.True(ring.Find(known)?.ArrivedAt == at, $"seed {seed}, step {step}: {known} is gone");
            foreach (var known in model.Keys.Where(key => key <= ring.Highest - capacity).ToArray())
            {
                Assert.Null(ring.Find(known));
                model.Remove(known);
            }
        }

        ring.Clear();
        Assert.Equal(0, pool.InUse);
    }

    [Fact]
    public void A_pool_that_is_empty_gives_nothing_until_something_comes_back()
    {
        var pool = new PacketPool(2);
        var first = pool.Take()!;
        Assert.NotNull(pool.Take());
        Assert.Null(pool.Take());

        pool.Return(first);

        Assert.Same(first, pool.Take());
    }
}
