using Plenum.Rtc;

namespace Plenum.Media.Forwarding;

/// <summary>
/// The last packets of one stream by sequence number, bounded by count and age. Each is kept once however many receive
/// it; a NACK of any of them is answered from here.
/// </summary>
internal sealed class PacketRing(PacketPool pool, int capacity, TimeSpan maxAge)
{
    private readonly SourcePacket?[] _packets = new SourcePacket?[capacity];
    private long _oldest;
    private long _highest = -1;

    /// <summary>How many packets are kept.</summary>
    public int Count { get; private set; }

    /// <summary>The highest number added.</summary>
    public long Highest => _highest;

    /// <summary>Keeps a packet; the ring returns it to the pool when it is too old.</summary>
    /// <returns>False for one that is too old already, or is there: it stays the caller's.</returns>
    public bool TryAdd(SourcePacket packet)
    {
        if (Count == 0)
            (_oldest, _highest) = (packet.Sequence, packet.Sequence);
        if (packet.Sequence <= _highest - capacity || Find(packet.Sequence) is not null)
            return false;
        if (packet.Sequence > _highest)
            Advance(packet.Sequence);
        _oldest = Math.Min(_oldest, packet.Sequence);
        _packets[IndexOf(packet.Sequence)] = packet;
        Count++;
        return true;
    }

    /// <summary>The packet with this number, if it is kept.</summary>
    public SourcePacket? Find(long sequence)
    {
        var packet = _packets[IndexOf(sequence)];
        return packet is not null && packet.Sequence == sequence ? packet : null;
    }

    /// <summary>Lets go of packets that are too old to be worth repeating.</summary>
    public void Expire(Timestamp now)
    {
        while (Count > 0 && _oldest <= _highest)
        {
            var packet = Find(_oldest);
            if (packet is not null && now - packet.ArrivedAt < maxAge)
                return;
            Release(_oldest++);
        }
    }

    public void Clear()
    {
        for (var index = 0; index < capacity; index++)
        {
            if (_packets[index] is { } packet)
                pool.Return(packet);
            _packets[index] = null;
        }

        Count = 0;
    }

    private void Advance(long highest)
    {
        // What is released lies in the ring, so a jump costs no more than one turn.
        var last = Math.Min(highest - capacity, _highest);
        while (_oldest <= last)
            Release(_oldest++);
        _oldest = Math.Max(_oldest, highest - capacity + 1);
        _highest = highest;
    }

    private void Release(long sequence)
    {
        if (Find(sequence) is not { } packet)
            return;
        _packets[IndexOf(sequence)] = null;
        pool.Return(packet);
        Count--;
    }

    // Numbers may lie below zero: a stream's first number is anywhere, and an earlier one may come after it.
    private int IndexOf(long sequence) => (int)(sequence & (capacity - 1));
}
