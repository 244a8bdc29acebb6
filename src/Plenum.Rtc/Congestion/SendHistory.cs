using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Congestion;

/// <summary>
/// The packets sent and not yet forgotten, by transport-wide sequence number: a ring of eight bytes a packet. It starts
/// small, as most peers send little, and doubles while packets in flight would fall out. Bounded; what falls out counts
/// as neither acknowledged nor lost.
/// </summary>
internal sealed class SendHistory
{
    /// <summary>The most packets remembered: a second at 40 megabits.</summary>
    public const int MaximumCapacity = 4096;

    private const int FirstCapacity = 256;
    private const uint StaleMicroseconds = 2_000_000;

    private Entry[] _ring = new Entry[FirstCapacity];
    private SequenceUnwrapper _unwrapper;
    private bool _started;
    private long _end;

    /// <summary>Remembers a packet; numbers ascend.</summary>
    public void Add(ushort sequence, int bytes, byte cluster, Timestamp now)
    {
        var number = _unwrapper.Unwrap(sequence);
        _end = _started ? _end : number;
        _started = true;
        if (WouldForget(number, now))
            Grow();
        for (var skipped = Math.Max(_end, number - _ring.Length); skipped < number; skipped++)
            At(skipped) = default;
        _end = Math.Max(_end, number + 1);
        At(number) = new Entry
        {
            SentAt = (uint)now.Microseconds,
            Bytes = (ushort)Math.Min(bytes, ushort.MaxValue),
            Cluster = cluster,
            Fate = PacketFate.InFlight,
        };
    }

    /// <summary>Marks a packet as acknowledged.</summary>
    /// <returns>False if it is unknown or was acknowledged before.</returns>
    public bool TryAcknowledge(ushort sequence, Timestamp now, out SentPacket packet)
    {
        packet = default;
        var number = _unwrapper.Peek(sequence);
        if (!_started || number >= _end || number < _end - _ring.Length)
            return false;
        ref var entry = ref At(number);
        if (entry.Fate is PacketFate.Unknown or PacketFate.Acknowledged)
            return false;
        packet = new SentPacket(
            now.Microseconds - entry.Age(now), entry.Bytes, entry.Cluster, entry.Fate == PacketFate.Lost);
        entry.Fate = PacketFate.Acknowledged;
        return true;
    }

    /// <summary>Marks what a feedback's range does not acknowledge as lost.</summary>
    /// <returns>How many packets are newly lost.</returns>
    public int MarkLost(ushort sequence, int count)
    {
        if (!_started)
            return 0;
        var first = _unwrapper.Peek(sequence);
        var last = Math.Min(first + count, _end);
        var lost = 0;
        for (var number = Math.Max(first, _end - _ring.Length); number < last; number++)
        {
            ref var entry = ref At(number);
            if (entry.Fate != PacketFate.InFlight)
                continue;
            entry.Fate = PacketFate.Lost;
            lost++;
        }
        return lost;
    }

    /// <summary>Packets from this number on will be added soon.</summary>
    public void Prefetch(ushort next) => Rtc.Prefetch.At(ref At(_unwrapper.Peek(next)));

    /// <summary>Packets shortly before this number will be acknowledged soon: those of a feedback of 50 ms.</summary>
    public void PrefetchBefore(ushort next) => Rtc.Prefetch.At(ref At(_unwrapper.Peek(next) - 16), 3);

    private ref Entry At(long number) => ref _ring[number & (_ring.Length - 1)];

    private bool WouldForget(long number, Timestamp now)
    {
        ref readonly var entry = ref At(number);
        return _ring.Length < MaximumCapacity && number >= _end && entry.Fate == PacketFate.InFlight
            && entry.Age(now) < StaleMicroseconds;
    }

    private void Grow()
    {
        var grown = new Entry[_ring.Length * 2];
        for (var number = _end - _ring.Length; number < _end; number++)
            grown[number & (grown.Length - 1)] = At(number);
        _ring = grown;
    }

    private struct Entry
    {
        /// <summary>The low 32 bits of the microseconds: enough for packets of the last hour.</summary>
        public uint SentAt;
        public ushort Bytes;
        public byte Cluster;
        public PacketFate Fate;

        public readonly uint Age(Timestamp now) => (uint)now.Microseconds - SentAt;
    }
}
