using System.Buffers.Binary;

namespace Plenum.Rtc.Srtp;

/// <summary>Where things stand in an SRTCP packet, as far as SRTP must know (RFC 3711, section 3.4).</summary>
internal static class SrtcpLayout
{
    /// <summary>The header and sender of the first packet of the compound, which stay readable.</summary>
    public const int HeaderLength = 8;

    /// <summary>The word with the E bit and the index.</summary>
    public const int IndexLength = 4;

    /// <summary>The E bit: the packet is encrypted, not only authenticated.</summary>
    public const uint EncryptedFlag = 0x8000_0000;

    /// <summary>The index, and the largest there is.</summary>
    public const uint IndexMask = 0x7FFF_FFFF;

    private const int Version2 = 2;

    public static uint Ssrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);

    public static bool IsRtcp(ReadOnlySpan<byte> packet) =>
        packet.Length >= HeaderLength && packet[0] >> 6 == Version2;
}
