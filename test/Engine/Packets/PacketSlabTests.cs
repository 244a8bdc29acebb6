using Plenum.Engine.Packets;

namespace Plenum.Engine.Tests.Packets;

public sealed class PacketSlabTests
{
    [Fact]
    public void Every_slot_has_bytes_of_its_own()
    {
        var slab = new PacketSlab(1024);
        for (var index = 0; index < 1024; index++)
        {
            Assert.True(slab.TryRent(out var slot));
            Assert.Equal(PacketSlab.SlotSize, slab.Bytes(slot).Length);
            slab.Bytes(slot).Fill((byte)slot);
        }

        for (var slot = 0; slot < 1024; slot++)
            Assert.False(slab.Bytes(slot).ContainsAnyExcept((byte)slot));
    }

    [Fact]
    public void A_slot_is_free_when_its_last_holder_lets_go()
    {
        var slab = new PacketSlab(1);
        slab.TryRent(out var slot);
        slab.AddReference(slot);
        slab.Release(slot);
        Assert.Equal(1, slab.InUse);

        slab.Release(slot);

        Assert.Equal(0, slab.InUse);
        Assert.True(slab.TryRent(out var again));
        Assert.Equal(slot, again);
    }

    [Fact]
    public void Beyond_its_capacity_it_says_no_and_recovers()
    {
        var slab = new PacketSlab(1);
        var slots = new List<int>();
        while (slab.TryRent(out var slot))
            slots.Add(slot);
        Assert.Equal(slab.Allocated, slots.Count);
        Assert.Equal(slots.Count, slots.Distinct().Count());

        slab.Release(slots[^1]);

        Assert.True(slab.TryRent(out _));
        Assert.False(slab.TryRent(out _));
    }

    [Fact]
    public void Letting_go_of_a_free_slot_is_a_bug_and_said_so()
    {
        var slab = new PacketSlab(1);
        slab.TryRent(out var slot);
        slab.Release(slot);

        Assert.Throws<InvalidOperationException>(() => slab.Release(slot));
        Assert.Throws<InvalidOperationException>(() => slab.AddReference(slot));
    }

    [Fact]
    public void A_steady_state_allocates_nothing()
    {
        var slab = new PacketSlab(512);
        slab.TryRent(out var first);
        slab.Release(first);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
        {
            slab.TryRent(out var slot);
            slab.Bytes(slot)[0] = 1;
            slab.Release(slot);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
