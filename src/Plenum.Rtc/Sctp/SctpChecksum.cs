using System.Buffers.Binary;
using System.Numerics;

namespace Plenum.Rtc.Sctp;

/// <summary>CRC32c over a packet, its checksum field taken as zero (RFC 9260, appendix A).</summary>
internal static class SctpChecksum
{
    private const int Offset = 8;

    /// <summary>The checksum in the order it stands in the packet, read little-endian.</summary>
    public static uint Compute(ReadOnlySpan<byte> packet)
    {
        var crc = Update(uint.MaxValue, packet[..Offset]);
        crc = BitOperations.Crc32C(crc, 0u);
        return ~Update(crc, packet[SctpHeader.Length..]);
    }

    public static void Write(Span<byte> packet) =>
        BinaryPrimitives.WriteUInt32LittleEndian(packet[Offset..], Compute(packet));

    public static bool IsRight(ReadOnlySpan<byte> packet) =>
        BinaryPrimitives.ReadUInt32LittleEndian(packet[Offset..]) == Compute(packet);

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
