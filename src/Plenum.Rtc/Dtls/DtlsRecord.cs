using System.Buffers.Binary;

namespace Plenum.Rtc.Dtls;

/// <summary>One record as it stands in a datagram (RFC 6347, section 4.1).</summary>
internal readonly ref struct DtlsRecord
{
    /// <summary>Type, version, epoch, sequence number, length.</summary>
    public const int HeaderLength = 13;

    public const ushort Version12 = 0xFEFD;

    /// <summary>A plaintext of 2^14 bytes and what protecting it may add (RFC 5246, section 6.2.3).</summary>
    private const int MaxBodyLength = (1 << 14) + 2048;

    private const ushort Version10 = 0xFEFF;
    private const int MaxEpoch = 1;

    private DtlsRecord(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>Header and body.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public DtlsContentType Type => (DtlsContentType)Bytes[0];

    public int Epoch => BinaryPrimitives.ReadUInt16BigEndian(Bytes[3..]);

    /// <summary>48 bits.</summary>
    public long Sequence => BinaryPrimitives.ReadInt64BigEndian(Bytes[3..]) & 0xFFFF_FFFF_FFFF;

    public ReadOnlySpan<byte> Body => Bytes[HeaderLength..];

    /// <summary>
    /// Takes the first record off <paramref name="rest"/>. False when what is there cannot be a record of this
    /// protocol; records before it in the datagram stay valid, what follows is lost (RFC 6347, section 4.1.2.7).
    /// </summary>
    public static bool TryRead(ref ReadOnlySpan<byte> rest, out DtlsRecord record)
    {
        record = default;
        if (rest.Length < HeaderLength)
            return false;

        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[11..]);
        if (length > MaxBodyLength || HeaderLength + length > rest.Length || !IsPlausible(rest))
            return false;

        record = new DtlsRecord(rest[..(HeaderLength + length)]);
        rest = rest[(HeaderLength + length)..];
        return true;
    }

    public static void WriteHeader(
        Span<byte> destination,
        DtlsContentType type,
        int epoch,
        long sequence,
        int bodyLength)
    {
        destination[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(destination[1..], Version12);
        BinaryPrimitives.WriteInt64BigEndian(destination[3..], ((long)epoch << 48) | sequence);
        BinaryPrimitives.WriteUInt16BigEndian(destination[11..], (ushort)bodyLength);
    }

    /// <summary>A ClientHello says version 1.0 for the sake of old servers; everything else 1.2.</summary>
    private static bool IsPlausible(ReadOnlySpan<byte> header) =>
        header[0] is >= (byte)DtlsContentType.ChangeCipherSpec and <= (byte)DtlsContentType.ApplicationData
        && BinaryPrimitives.ReadUInt16BigEndian(header[1..]) is Version10 or Version12
        && BinaryPrimitives.ReadUInt16BigEndian(header[3..]) <= MaxEpoch;
}
