namespace Plenum.Rtc.Peers;

/// <summary>
/// The last packets of a stream as they were before protection, by sequence number: a ring of fixed slots. One that was
/// repeated a moment ago is not repeated again: the receiver asked twice because the answer is on its way.
/// </summary>
internal sealed class RetransmissionBuffer(int capacity)
{
    private const int SlotLength = 1500;

    private readonly byte[] _bytes = new byte[capacity * SlotLength];
    private readonly Slot[] _slots = new Slot[capacity];

    public void Add(ushort sequenceNumber, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var length = header.Length + payload.Length;
        if (length > SlotLength)
            return;
        var index = sequenceNumber & (capacity - 1);
        _slots[index] = new Slot(sequenceNumber, (ushort)length, Timestamp.Zero);
        var bytes = _bytes.AsSpan(index * SlotLength, length);
        header.CopyTo(bytes);
        payload.CopyTo(bytes[header.Length..]);
    }

    /// <summary>Gives a packet to repeat it.</summary>
    /// <param name="sequenceNumber">Which.</param>
    /// <param name="rest">How long a packet that was repeated is left alone.</param>
    /// <param name="now">The time.</param>
    /// <param name="packet">The packet, in the ring.</param>
    public bool TryTake(ushort sequenceNumber, TimeSpan rest, Timestamp now, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        var index = sequenceNumber & (capacity - 1);
        ref var slot = ref _slots[index];
        if (slot.Length == 0 || slot.SequenceNumber != sequenceNumber
            || (slot.RepeatedAt != Timestamp.Zero && now - slot.RepeatedAt < rest))
        {
            return false;
        }

        slot = slot with { RepeatedAt = now };
        packet = _bytes.AsSpan(index * SlotLength, slot.Length);
        return true;
    }

    private readonly record struct Slot(ushort SequenceNumber, ushort Length, Timestamp RepeatedAt);
}
