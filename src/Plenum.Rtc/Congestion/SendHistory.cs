using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Congestion;

/// <summary>
/// The packets sent and not yet forgotten, by transport-wide sequence number: rings of plain numbers, 15 bytes a
/// packet. Bounded; what falls out counts as neither acknowledged nor lost.
/// </summary>
internal sealed class SendHistory
{
    /// <summary>How many packets are remembered: two seconds at ten megabits.</summary>
    public const int Capacity = 2048;

    private readonly long[] _sentAt = new long[Capacity];
    private readonly int[] _bytes = new int[Capacity];
    private readonly byte[] _cluster = new byte[Capacity];
    private readonly PacketFate[] _fate = new PacketFate[Capacity];
    private SequenceUnwrapper _unwrapper;
    private long _end = long.MinValue;

    /// <summary>Remembers a packet; numbers ascend.</summary>
    public void Add(ushort sequence, int bytes, byte cluster, Timestamp now)
    {
        var number = _unwrapper.Unwrap(sequence);
        for (var skipped = Math.Max(_end, number - Capacity); _end != long.MinValue && skipped < number; skipped++)
            _fate[skipped & (Capacity - 1)] = PacketFate.Unknown;
        _end = Math.Max(_end, number + 1);
        var slot = number & (Capacity - 1);
        _sentAt[slot] = now.Microseconds;
        _bytes[slot] = bytes;
        _cluster[slot] = cluster;
        _fate[slot] = PacketFate.InFlight;
    }

    /// <summary>Marks a packet as acknowledged.</summary>
    /// <returns>False if it is unknown or was acknowledged before.</returns>
    public bool TryAcknowledge(ushort sequence, out SentPacket packet)
    {
        packet = default;
        if (!TryFind(sequence, out var slot) || _fate[slot] is PacketFate.Unknown or PacketFate.Acknowledged)
            return false;
        packet = new SentPacket(_sentAt[slot], _bytes[slot], _cluster[slot], _fate[slot] == PacketFate.Lost);
        _fate[slot] = PacketFate.Acknowledged;
        return true;
    }

    /// <summary>Marks what a feedback's range does not acknowledge as lost.</summary>
    /// <returns>How many packets are newly lost.</returns>
    public int MarkLost(ushort sequence, int count)
    {
        if (_end == long.MinValue)
            return 0;
        var first = _unwrapper.Peek(sequence);
        var last = Math.Min(first + count, _end);
        var lost = 0;
        for (var number = Math.Max(first, _end - Capacity); number < last; number++)
        {
            ref var fate = ref _fate[number & (Capacity - 1)];
            if (fate != PacketFate.InFlight)
                continue;
            fate = PacketFate.Lost;
            lost++;
        }
        return lost;
    }

    private bool TryFind(ushort sequence, out long slot)
    {
        var number = _unwrapper.Peek(sequence);
        slot = number & (Capacity - 1);
        return _end != long.MinValue && number < _end && number >= _end - Capacity;
    }
}
