namespace Plenum.Media.Forwarding;

/// <summary>
/// Room for the source packets of all rooms of one owner (a shard). Grows by chunks up to a bound and never shrinks, so
/// that in the steady state nothing is allocated.
/// </summary>
public sealed class PacketPool
{
    private const int ChunkPackets = 128;

    private readonly Stack<SourcePacket> _free = new();
    private readonly int _capacity;
    private int _made;

    /// <summary>An empty pool.</summary>
    /// <param name="capacity">The most packets at a time; one takes 1.5 KiB.</param>
    public PacketPool(int capacity) => _capacity = capacity;

    /// <summary>How many packets are taken.</summary>
    public int InUse => _made - _free.Count;

    /// <summary>A packet whose fields are not set yet; null when all are taken.</summary>
    internal SourcePacket? Take()
    {
        if (_free.Count == 0)
            Grow();
        return _free.TryPop(out var packet) ? packet : null;
    }

    internal void Return(SourcePacket packet) => _free.Push(packet);

    private void Grow()
    {
        var count = Math.Min(ChunkPackets, _capacity - _made);
        if (count <= 0)
            return;
        var chunk = GC.AllocateUninitializedArray<byte>(count * SourcePacket.Stride, pinned: true);
        for (var index = 0; index < count; index++)
            _free.Push(new SourcePacket(chunk, index * SourcePacket.Stride));
        _made += count;
    }
}
