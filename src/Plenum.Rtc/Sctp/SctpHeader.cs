using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>The common header (RFC 9260, section 3.1).</summary>
internal readonly record struct SctpHeader(ushort SourcePort, ushort DestinationPort, uint VerificationTag)
{
    public const int Length = 12;

    /// <summary>Reads it; false when the packet cannot be one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> packet, out SctpHeader header)
    {
        header = default;
        if (packet.Length < Length + Chunk.HeaderLength)
            return false;
        header = new SctpHeader(
            BinaryPrimitives.ReadUInt16BigEndian(packet),
            BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(packet[4..]));
        return true;
    }

    public void Write(Span<byte> packet)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packet, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], VerificationTag);
    }
}
