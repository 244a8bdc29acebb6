using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>FORWARD TSN: the sender gives up (RFC 3758, section 3.2).</summary>
internal readonly ref struct ForwardTsnChunk
{
    private const int EntryLength = 4;

    private readonly ReadOnlySpan<byte> _entries;

    private ForwardTsnChunk(Tsn newCumulative, ReadOnlySpan<byte> entries)
    {
        NewCumulative = newCumulative;
        _entries = entries;
    }

    /// <summary>Everything up to here will not come any more if it has not come.</summary>
    public Tsn NewCumulative { get; }

    public int Count => _entries.Length / EntryLength;

    /// <summary>A stream and the last message in it that was given up.</summary>
    public (ushort Stream, ushort Sequence) this[int index] => (
        BinaryPrimitives.ReadUInt16BigEndian(_entries[(index * EntryLength)..]),
        BinaryPrimitives.ReadUInt16BigEndian(_entries[((index * EntryLength) + 2)..]));

    public static bool TryParse(ReadOnlySpan<byte> value, out ForwardTsnChunk forward)
    {
        forward = default;
        if (value.Length < sizeof(uint) || value.Length % EntryLength != 0)
            return false;
        forward = new ForwardTsnChunk(new Tsn(BinaryPrimitives.ReadUInt32BigEndian(value)), value[sizeof(uint)..]);
        return true;
    }

    /// <summary>Writes it with as many streams as fit; the others are told again with the next one.</summary>
    public static void Write(PacketBuilder packet, Tsn newCumulative, IReadOnlyDictionary<ushort, ushort> streams)
    {
        var count = Math.Min(streams.Count, (packet.Free - sizeof(uint)) / EntryLength);
        var value = packet.Add(ChunkType.ForwardTsn, 0, sizeof(uint) + (count * EntryLength));
        BinaryPrimitives.WriteUInt32BigEndian(value, newCumulative.Value);
        value = value[sizeof(uint)..];
        foreach (var (stream, sequence) in streams)
        {
            if (value.IsEmpty)
                return;
            BinaryPrimitives.WriteUInt16BigEndian(value, stream);
            BinaryPrimitives.WriteUInt16BigEndian(value[2..], sequence);
            value = value[EntryLength..];
        }
    }
}
