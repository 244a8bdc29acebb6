using Plenum.Rtc;

namespace Plenum.Media.Forwarding;

/// <summary>
/// Which source packet each of the last sequence numbers of a slot was: what a NACK is answered by. It begins small and
/// grows until it spans a second of what the slot is sent, for every receiver has one for each of its slots.
/// </summary>
/// <param name="clockRate">Of the media timestamps, by which the time between two packets is told.</param>
/// <param name="most">The most packets that are remembered, a power of two.</param>
internal sealed class SlotHistory(int clockRate, int most)
{
    private const int Least = 32;

    private SentPacket[] _sent = new SentPacket[Math.Min(Least, most)];

    /// <summary>How many packets there is room for.</summary>
    public int Capacity => _sent.Length;

    public void Add(in SentPacket sent)
    {
        while (_sent.Length < most && IsRecent(_sent[Place(sent.Numbers.Sequence)], sent))
            Grow();
        _sent[Place(sent.Numbers.Sequence)] = sent;
    }

    /// <summary>Packets from this number on will be added: as many as a frame mostly has.</summary>
    public void Prefetch(ushort next) => Rtc.Prefetch.At(ref _sent[Place(next)], 4);

    /// <summary>What was sent under a number, unless it was repeated less than <paramref name="rest"/> ago.</summary>
    public bool TryTake(ushort sequence, TimeSpan rest, Timestamp now, out SentPacket sent)
    {
        ref var entry = ref _sent[Place(sequence)];
        sent = entry;
        var isRested = entry.RepeatedAt == Timestamp.Zero || now - entry.RepeatedAt >= rest;
        if (entry.Stream is null || entry.Numbers.Sequence != sequence || !isRested)
            return false;
        entry.RepeatedAt = now;
        return true;
    }

    /// <summary>Forgets everything, so that streams that ended are not held.</summary>
    public void Clear() => Array.Clear(_sent);

    /// <summary>Whether what stands in a packet's place was sent less than a second before it.</summary>
    private bool IsRecent(in SentPacket old, in SentPacket sent) =>
        old.Stream is not null && old.Numbers.Sequence != sent.Numbers.Sequence
        && sent.Numbers.Timestamp - old.Numbers.Timestamp < (uint)clockRate;

    private void Grow()
    {
        var old = _sent;
        _sent = new SentPacket[old.Length * 2];
        foreach (ref readonly var sent in old.AsSpan())
        {
            if (sent.Stream is not null)
                _sent[Place(sent.Numbers.Sequence)] = sent;
        }
    }

    private int Place(ushort sequence) => sequence & (_sent.Length - 1);
}
