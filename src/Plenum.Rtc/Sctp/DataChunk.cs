using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>DATA: a message or a part of one (RFC 9260, section 3.3.1).</summary>
internal readonly ref struct DataChunk
{
    public const int HeaderLength = 12;

    private const byte EndFlag = 1;
    private const byte BeginFlag = 2;
    private const byte UnorderedFlag = 4;
    private const byte ImmediateFlag = 8;

    public required DataHeader Header { get; init; }

    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Whether the sender wants to have it acknowledged at once (RFC 7053).</summary>
    public bool IsImmediate { get; private init; }

    public static bool TryParse(Chunk chunk, out DataChunk data)
    {
        data = default;
        var value = chunk.Value;
        if (value.Length <= HeaderLength)
            return false;
        data = new DataChunk
        {
            Header = new DataHeader(
                new Tsn(BinaryPrimitives.ReadUInt32BigEndian(value)),
                BinaryPrimitives.ReadUInt16BigEndian(value[4..]),
                BinaryPrimitives.ReadUInt16BigEndian(value[6..]),
                BinaryPrimitives.ReadUInt32BigEndian(value[8..]))
            {
                IsBegin = (chunk.Flags & BeginFlag) != 0,
                IsEnd = (chunk.Flags & EndFlag) != 0,
                IsUnordered = (chunk.Flags & UnorderedFlag) != 0,
            },
            Payload = value[HeaderLength..],
            IsImmediate = (chunk.Flags & ImmediateFlag) != 0,
        };
        return true;
    }

    public static void Write(PacketBuilder packet, DataHeader header, ReadOnlySpan<byte> payload, bool isImmediate)
    {
        var flags = (header.IsEnd ? EndFlag : 0) | (header.IsBegin ? BeginFlag : 0)
            | (header.IsUnordered ? UnorderedFlag : 0) | (isImmediate ? ImmediateFlag : 0);
        var value = packet.Add(ChunkType.Data, (byte)flags, HeaderLength + payload.Length);
        BinaryPrimitives.WriteUInt32BigEndian(value, header.Tsn.Value);
        BinaryPrimitives.WriteUInt16BigEndian(value[4..], header.Stream);
        BinaryPrimitives.WriteUInt16BigEndian(value[6..], header.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(value[8..], header.Protocol);
        payload.CopyTo(value[HeaderLength..]);
    }
}
