using Plenum.Rtc;

namespace Plenum.Media.Forwarding;

/// <summary>Which source packet each of the last sequence numbers of a slot was: what a NACK is answered by.</summary>
internal sealed class SlotHistory(int capacity)
{
    private readonly SentPacket[] _sent = new SentPacket[capacity];

    public void Add(in SentPacket sent) => _sent[sent.Numbers.Sequence & (capacity - 1)] = sent;

    /// <summary>Packets from this number on will be added: as many as a frame mostly has.</summary>
    public void Prefetch(ushort next) => Rtc.Prefetch.At(ref _sent[next & (capacity - 1)], 4);

    /// <summary>What was sent under a number, unless it was repeated less than <paramref name="rest"/> ago.</summary>
    public bool TryTake(ushort sequence, TimeSpan rest, Timestamp now, out SentPacket sent)
    {
        ref var entry = ref _sent[sequence & (capacity - 1)];
        sent = entry;
        var isRested = entry.RepeatedAt == Timestamp.Zero || now - entry.RepeatedAt >= rest;
        if (entry.Stream is null || entry.Numbers.Sequence != sequence || !isRested)
            return false;
        entry.RepeatedAt = now;
        return true;
    }

    /// <summary>Forgets everything, so that streams that ended are not held.</summary>
    public void Clear() => Array.Clear(_sent);
}
