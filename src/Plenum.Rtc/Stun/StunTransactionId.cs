using System.Buffers.Binary;

namespace Plenum.Rtc.Stun;

/// <summary>The 96 bits that pair a response with its request.</summary>
/// <param name="High">The first 8 bytes.</param>
/// <param name="Low">The last 4 bytes.</param>
public readonly record struct StunTransactionId(ulong High, uint Low)
{
    /// <summary>The length on the wire, in bytes.</summary>
    public const int Length = 12;

    /// <summary>Reads 12 bytes.</summary>
    public static StunTransactionId Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(source), BinaryPrimitives.ReadUInt32BigEndian(source[8..]));

    /// <summary>Draws an unpredictable id: an off-path attacker must not guess it (RFC 8489, section 5).</summary>
    public static StunTransactionId Create(IEntropy entropy)
    {
        Span<byte> bytes = stackalloc byte[Length];
        entropy.Fill(bytes);
        return Read(bytes);
    }

    /// <summary>Writes 12 bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], Low);
    }
}
