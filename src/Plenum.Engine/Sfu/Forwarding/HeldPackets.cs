namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// Memory for the packets of a shard that wait to be sent, by handle: what one connection needs no more serves the next.
/// A connection whose path is wide again, or that ends, takes its share away with it, so that a bad minute of a thousand
/// is not kept for good.
/// </summary>
internal sealed class HeldPackets
{
    private readonly List<HeldPacket?> _packets = [];
    private readonly Stack<int> _vacant = new();
    private readonly Stack<HeldPacket> _free = new();
    private int _users;

    /// <summary>Packets that wait.</summary>
    public int InUse => _packets.Count - _vacant.Count;

    /// <summary>Packets for which memory is held.</summary>
    public int Allocated => InUse + _free.Count;

    public HeldPacket this[int handle] => _packets[handle]!;

    /// <summary>A connection is paced from now on.</summary>
    public void Join() => _users++;

    /// <summary>A connection is paced no more; it has returned what it took.</summary>
    public void Leave()
    {
        var most = (int)((long)Allocated * (_users - 1) / _users);
        _users--;
        while (Allocated > most && _free.TryPop(out _))
        {
            // Its memory goes.
        }
    }

    public int Take()
    {
        if (!_vacant.TryPop(out var handle))
        {
            handle = _packets.Count;
            _packets.Add(null);
        }

        _packets[handle] = _free.TryPop(out var packet) ? packet : new HeldPacket();
        return handle;
    }

    public void Return(int handle)
    {
        var packet = _packets[handle]!;
        packet.Clear();
        _free.Push(packet);
        _packets[handle] = null;
        _vacant.Push(handle);
    }
}
