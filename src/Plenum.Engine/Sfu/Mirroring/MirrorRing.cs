using System.Runtime.InteropServices;

namespace Plenum.Engine.Sfu.Mirroring;

/// <summary>
/// Packets on their way from one shard's thread to another's: a ring of bytes that is there from the start, with one thread
/// that writes and one that reads, and no lock. What does not fit is not taken.
/// </summary>
internal sealed class MirrorRing
{
    /// <summary>A second of a full-size picture and some voices; 80 ms of fifty cameras.</summary>
    public const int DefaultCapacity = 1 << 20;

    /// <summary>Entries begin at multiples of this, so that the head of one always fits before the end.</summary>
    private const int Alignment = 16;

    private readonly byte[] _bytes;
    private Position _written;
    private Position _read;
    private long _taken;
    private int _isSignalled;

    /// <param name="capacity">In bytes, a power of two.</param>
    public MirrorRing(int capacity = DefaultCapacity) => _bytes = GC.AllocateUninitializedArray<byte>(capacity);

    /// <summary>Puts a packet in. The writer's.</summary>
    /// <returns>False if there is no room: the reader is too slow.</returns>
    public bool TryWrite(in MirroredPacket packet, ReadOnlySpan<byte> bytes)
    {
        var length = LengthOf(bytes.Length);
        var written = _written.Value;
        var place = PlaceOf(written);
        // An entry lies in one piece: what is too short for it before the end is skipped.
        var skipped = _bytes.Length - place < length ? _bytes.Length - place : 0;
        if (written + skipped + length - Volatile.Read(ref _read.Value) > _bytes.Length)
            return false;
        if (skipped > 0)
        {
            WriteHead(place, new(Head.Skip, default));
            place = 0;
        }

        WriteHead(place, new(bytes.Length, packet));
        bytes.CopyTo(_bytes.AsSpan(place + Alignment));
        Volatile.Write(ref _written.Value, written + skipped + length);
        return true;
    }

    /// <summary>Whether the reader is to be woken: once until it looks. The writer's, after it has written.</summary>
    public bool TrySignal() => Interlocked.Exchange(ref _isSignalled, 1) == 0;

    /// <summary>
    /// Begins to read: what is written from here on is signalled again. The reader's.
    /// </summary>
    /// <returns>Up to where to read now, so that a fast writer does not keep the reader for good.</returns>
    public long BeginRead()
    {
        Interlocked.Exchange(ref _isSignalled, 0);
        return Volatile.Read(ref _written.Value);
    }

    /// <summary>Takes the oldest packet, and lets go of the one before. The reader's.</summary>
    /// <param name="end">What <see cref="BeginRead"/> has returned.</param>
    /// <param name="packet">What it is.</param>
    /// <param name="bytes">Its bytes; valid until the next call.</param>
    public bool TryRead(long end, out MirroredPacket packet, out ReadOnlySpan<byte> bytes)
    {
        Volatile.Write(ref _read.Value, _taken);
        packet = default;
        bytes = default;
        if (_taken >= end)
            return false;
        var place = PlaceOf(_taken);
        var head = ReadHead(place);
        if (head.Length == Head.Skip)
        {
            _taken += _bytes.Length - place;
            (place, head) = (0, ReadHead(0));
        }

        packet = head.Packet;
        bytes = _bytes.AsSpan(place + Alignment, head.Length);
        _taken += LengthOf(head.Length);
        return true;
    }

    private static int LengthOf(int bytes) => (Alignment + bytes + Alignment - 1) & -Alignment;

    private int PlaceOf(long position) => (int)(position & (_bytes.Length - 1));

    private void WriteHead(int place, in Head head) => MemoryMarshal.Write(_bytes.AsSpan(place, Alignment), head);

    private Head ReadHead(int place) => MemoryMarshal.Read<Head>(_bytes.AsSpan(place, Alignment));

    private readonly record struct Head(int Length, MirroredPacket Packet)
    {
        /// <summary>In place of a length: nothing more before the end.</summary>
        public const int Skip = -1;
    }

    /// <summary>In a cache line of its own: one thread writes it while the other looks at it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Position
    {
        [FieldOffset(64)]
        public long Value;
    }
}
