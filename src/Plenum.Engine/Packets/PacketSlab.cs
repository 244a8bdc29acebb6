using System.Runtime.CompilerServices;

namespace Plenum.Engine.Packets;

/// <summary>
/// Fixed slots of <see cref="SlotSize"/> bytes in pinned memory, addressed by index, counted by reference. One thread
/// owns a slab, so the counts are plain. Grows a chunk at a time up to its capacity and never shrinks: a shard's
/// steady state allocates nothing.
/// </summary>
public sealed class PacketSlab
{
    /// <summary>Bytes in a slot: an Ethernet frame with room for an SRTP tag and a rewritten header.</summary>
    public const int SlotSize = 2048;

    private const int SlotsPerChunk = 512;
    private readonly List<byte[]> _chunks = [];
    private readonly int _capacity;
    private ushort[] _references = [];
    private int[] _free = [];
    private int _freeCount;

    /// <summary>Makes a slab that holds at most <paramref name="capacity"/> slots, rounded up to a whole chunk.</summary>
    /// <param name="capacity">Slots, at least 1.</param>
    public PacketSlab(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = (capacity + SlotsPerChunk - 1) / SlotsPerChunk * SlotsPerChunk;
    }

    /// <summary>Slots that somebody holds.</summary>
    public int InUse => _references.Length - _freeCount;

    /// <summary>Slots for which memory is held.</summary>
    public int Allocated => _references.Length;

    /// <summary>Takes a slot with one reference; false when all of the capacity is in use.</summary>
    public bool TryRent(out int slot)
    {
        if (_freeCount == 0 && !TryGrow())
        {
            slot = -1;
            return false;
        }

        slot = _free[--_freeCount];
        _references[slot] = 1;
        return true;
    }

    /// <summary>The bytes of a slot. What an earlier holder wrote is still in them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Bytes(int slot) =>
        _chunks[slot / SlotsPerChunk].AsSpan(slot % SlotsPerChunk * SlotSize, SlotSize);

    /// <summary>Another holder of the same slot.</summary>
    /// <exception cref="InvalidOperationException">Nobody holds the slot: a bug of the caller.</exception>
    public void AddReference(int slot)
    {
        ref var references = ref _references[slot];
        if (references == 0)
            throw new InvalidOperationException($"Slot {slot} is free.");
        references = checked((ushort)(references + 1));
    }

    /// <summary>One holder less; the last one frees the slot.</summary>
    /// <exception cref="InvalidOperationException">Nobody holds the slot: a bug of the caller.</exception>
    public void Release(int slot)
    {
        ref var references = ref _references[slot];
        if (references == 0)
            throw new InvalidOperationException($"Slot {slot} is free.");
        if (--references == 0)
            _free[_freeCount++] = slot;
    }

    private bool TryGrow()
    {
        var first = _references.Length;
        if (first >= _capacity)
            return false;
        _chunks.Add(GC.AllocateUninitializedArray<byte>(SlotsPerChunk * SlotSize, pinned: true));
        Array.Resize(ref _references, first + SlotsPerChunk);
        Array.Resize(ref _free, first + SlotsPerChunk);
        // The lowest index on top: slots are used from the start of the memory.
        for (var slot = first + SlotsPerChunk - 1; slot >= first; slot--)
            _free[_freeCount++] = slot;
        return true;
    }
}
