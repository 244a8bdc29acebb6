using System.Buffers.Binary;

namespace Plenum.Rtc.Sdp;

/// <summary>Draws what a new session needs.</summary>
internal static class SessionEntropy
{
    /// <summary>63 bits: RFC 8829, section 5.2.1, wants the highest bit clear.</summary>
    public static ulong DrawSessionId(this IEntropy entropy)
    {
        Span<byte> bytes = stackalloc byte[8];
        entropy.Fill(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 1;
    }
}
