using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>SACK (RFC 9260, section 3.3.4). The gap blocks stay where they are in the packet.</summary>
internal readonly ref struct SackChunk
{
    private const int FixedLength = 12;
    private const int BlockLength = 4;

    private readonly ReadOnlySpan<byte> _blocks;

    private SackChunk(Tsn cumulative, uint window, ReadOnlySpan<byte> blocks)
    {
        Cumulative = cumulative;
        ReceiveWindow = window;
        _blocks = blocks;
    }

    /// <summary>Everything up to here has arrived.</summary>
    public Tsn Cumulative { get; }

    public uint ReceiveWindow { get; }

    public int GapCount => _blocks.Length / BlockLength;

    /// <summary>The first and last TSN of a block.</summary>
    public (Tsn First, Tsn Last) Gap(int index)
    {
        var block = _blocks[(index * BlockLength)..];
        return (Cumulative + BinaryPrimitives.ReadUInt16BigEndian(block),
            Cumulative + BinaryPrimitives.ReadUInt16BigEndian(block[2..]));
    }

    /// <summary>Reads it; false also when blocks overlap or go back, which would make work of nothing.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out SackChunk sack)
    {
        sack = default;
        if (value.Length < FixedLength)
            return false;
        var blocks = BinaryPrimitives.ReadUInt16BigEndian(value[8..]) * BlockLength;
        var duplicates = BinaryPrimitives.ReadUInt16BigEndian(value[10..]) * sizeof(uint);
        if (value.Length < FixedLength + blocks + duplicates)
            return false;
        sack = new SackChunk(
            new Tsn(BinaryPrimitives.ReadUInt32BigEndian(value)),
            BinaryPrimitives.ReadUInt32BigEndian(value[4..]),
            value.Slice(FixedLength, blocks));
        return sack.AreBlocksAscending();
    }

    public static void Write(PacketBuilder packet, ReceivedTsns received, uint window)
    {
        var room = (packet.Free - FixedLength) / BlockLength;
        var gaps = received.Gaps;
        var gapCount = Math.Min(gaps.Count, room);
        var duplicateCount = Math.Min(received.Duplicates.Count, room - gapCount);
        var value = packet.Add(ChunkType.Sack, 0, FixedLength + ((gapCount + duplicateCount) * BlockLength));
        BinaryPrimitives.WriteUInt32BigEndian(value, received.Cumulative.Value);
        BinaryPrimitives.WriteUInt32BigEndian(value[4..], window);
        BinaryPrimitives.WriteUInt16BigEndian(value[8..], (ushort)gapCount);
        BinaryPrimitives.WriteUInt16BigEndian(value[10..], (ushort)duplicateCount);
        value = value[FixedLength..];
        for (var i = 0; i < gapCount; i++, value = value[BlockLength..])
        {
            BinaryPrimitives.WriteUInt16BigEndian(value, (ushort)gaps[i].First.Since(received.Cumulative));
            BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)gaps[i].Last.Since(received.Cumulative));
        }

        for (var i = 0; i < duplicateCount; i++, value = value[BlockLength..])
            BinaryPrimitives.WriteUInt32BigEndian(value, received.Duplicates[i].Value);
    }

    private bool AreBlocksAscending()
    {
        var last = Cumulative;
        for (var i = 0; i < GapCount; i++)
        {
            var (first, end) = Gap(i);
            if (first <= last || end < first)
                return false;
            last = end;
        }

        return true;
    }
}
