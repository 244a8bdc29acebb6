using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Plenum.Rtc.Stun;

/// <summary>
/// A STUN message where it lies (RFC 8489): parsed once for its structure, read without copies or allocation.
/// Attributes behind the message integrity are not read: anybody on the path could have added them (section 14.5).
/// </summary>
public readonly ref struct StunMessage
{
    // Real messages have under ten; more is somebody who wants us to count.
    private const int MaxAttributes = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _attributesEnd;
    private readonly int _integrityAt;
    private readonly int _sha256At;

    private StunMessage(ReadOnlySpan<byte> bytes, Layout layout)
    {
        _bytes = bytes;
        _integrityAt = layout.IntegrityAt;
        _sha256At = layout.Sha256At;
        HasFingerprint = layout.FingerprintAt > 0;
        _attributesEnd = layout.ReadableEnd(bytes.Length);
    }

    /// <summary>Request, indication, success or error.</summary>
    public StunClass Class => StunWire.ClassOf(BinaryPrimitives.ReadUInt16BigEndian(_bytes));

    /// <summary>The method; possibly one that has no name in the enumeration.</summary>
    public StunMethod Method => StunWire.MethodOf(BinaryPrimitives.ReadUInt16BigEndian(_bytes));

    /// <summary>What pairs a response with its request.</summary>
    public StunTransactionId TransactionId => StunTransactionId.Read(_bytes[StunWire.TransactionOffset..]);

    /// <summary>Whether FINGERPRINT is there (then it is right: a wrong one does not parse).</summary>
    public bool HasFingerprint { get; }

    /// <summary>Whether MESSAGE-INTEGRITY or MESSAGE-INTEGRITY-SHA256 is there, right or wrong.</summary>
    public bool HasIntegrity => _integrityAt > 0 || _sha256At > 0;

    /// <summary>Parses the structure: header, lengths, attribute order, FINGERPRINT. Integrity is a question of its own.</summary>
    /// <param name="datagram">A whole datagram.</param>
    /// <param name="message">The message, over the same bytes.</param>
    /// <param name="reason">Why it is none.</param>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message, out DropReason reason)
    {
        message = default;
        reason = DropReason.StunMalformed;
        if (!HasHeader(datagram) || !TryLayout(datagram, out var layout))
            return false;
        if (layout.FingerprintAt > 0 && !IsFingerprintRight(datagram, layout.FingerprintAt))
        {
            reason = DropReason.StunFingerprintMismatch;
            return false;
        }

        message = new StunMessage(datagram, layout);
        reason = DropReason.None;
        return true;
    }

    /// <summary>Whether the message was made by somebody who knows the key, by either of the two integrity attributes.</summary>
    public bool IsAuthentic(ReadOnlySpan<byte> key)
    {
        // A message may carry both; the stronger one decides (section 9.1.3).
        if (_sha256At > 0)
            return IsSha256Right(key);
        if (_integrityAt == 0)
            return false;
        Span<byte> expected = stackalloc byte[StunWire.Sha1Length];
        Span<byte> scratch = stackalloc byte[StunWire.MaxLength];
        HMACSHA1.HashData(key, CoveredBytes(scratch, _integrityAt, StunWire.Sha1Length), expected);
        return CryptographicOperations.FixedTimeEquals(expected, ValueAt(_integrityAt));
    }

    /// <summary>The value of the first attribute of this type.</summary>
    public bool TryGet(StunAttributeType type, out ReadOnlySpan<byte> value)
    {
        for (var at = StunWire.HeaderLength; at < _attributesEnd; at = Next(_bytes, at))
        {
            if (TypeAt(_bytes, at) != (int)type)
                continue;
            value = ValueAt(at);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Whether an attribute of this type is there.</summary>
    public bool Has(StunAttributeType type) => TryGet(type, out _);

    /// <summary>The value of a 32-bit attribute.</summary>
    public bool TryGetUInt32(StunAttributeType type, out uint value)
    {
        value = 0;
        return TryGet(type, out var bytes) && bytes.Length == 4
            && BinaryPrimitives.TryReadUInt32BigEndian(bytes, out value);
    }

    /// <summary>The value of a 64-bit attribute.</summary>
    public bool TryGetUInt64(StunAttributeType type, out ulong value)
    {
        value = 0;
        return TryGet(type, out var bytes) && bytes.Length == 8
            && BinaryPrimitives.TryReadUInt64BigEndian(bytes, out value);
    }

    /// <summary>The value of an address attribute; the XOR- ones are decoded (section 14.2).</summary>
    public bool TryGetAddress(StunAttributeType type, out TransportAddress address)
    {
        address = default;
        if (!TryGet(type, out var value) || value.Length < 4)
            return false;
        var length = value[1] switch { StunWire.FamilyIPv4 => 4, StunWire.FamilyIPv6 => 16, _ => 0 };
        if (length == 0 || value.Length != 4 + length)
            return false;

        Span<byte> bytes = stackalloc byte[18];
        bytes = bytes[..(2 + length)];
        value[2..].CopyTo(bytes);
        if (type is not (StunAttributeType.MappedAddress or StunAttributeType.AlternateServer))
            StunAddress.Xor(bytes, _bytes);
        address = TransportAddress.FromBytes(bytes[2..], BinaryPrimitives.ReadUInt16BigEndian(bytes));
        return true;
    }

    /// <summary>The code of an error response; <see cref="StunErrorCode.None"/> without a valid one.</summary>
    public StunErrorCode ErrorCode
    {
        get
        {
            if (!TryGet(StunAttributeType.ErrorCode, out var value) || value.Length < 4)
                return StunErrorCode.None;
            var hundreds = value[2] & 7;
            return hundreds is < 3 or > 6 || value[3] > 99
                ? StunErrorCode.None
                : (StunErrorCode)((hundreds * 100) + value[3]);
        }
    }

    /// <summary>
    /// Writes the types of attributes that must be understood and are unknown here, as many as fit, and returns how
    /// many: such a request is answered with 420 (section 6.3.1).
    /// </summary>
    public int UnknownAttributes(Span<ushort> types)
    {
        var count = 0;
        for (var at = StunWire.HeaderLength; at < _attributesEnd && count < types.Length; at = Next(_bytes, at))
        {
            var type = TypeAt(_bytes, at);
            if (type < 0x8000 && !StunAttributes.IsKnown((StunAttributeType)type))
                types[count++] = (ushort)type;
        }

        return count;
    }

    private static bool HasHeader(ReadOnlySpan<byte> datagram) =>
        datagram.Length is >= StunWire.HeaderLength and <= StunWire.MaxLength
        && datagram[0] < 0x40
        && BinaryPrimitives.ReadUInt32BigEndian(datagram[StunWire.CookieOffset..]) == StunWire.MagicCookie
        && BinaryPrimitives.ReadUInt16BigEndian(datagram[StunWire.LengthOffset..])
            == datagram.Length - StunWire.HeaderLength
        && (datagram.Length & 3) == 0;

    private static bool TryLayout(ReadOnlySpan<byte> datagram, out Layout layout)
    {
        layout = default;
        var count = 0;
        for (var at = StunWire.HeaderLength; at < datagram.Length; at = Next(datagram, at))
        {
            if (++count > MaxAttributes || layout.FingerprintAt > 0)
                return false;
            var length = LengthAt(datagram, at);
            if (at + StunWire.AttributeHeaderLength + length > datagram.Length)
                return false;
            if (!layout.TryNote((StunAttributeType)TypeAt(datagram, at), at, length))
                return false;
        }

        return true;
    }

    private static bool IsFingerprintRight(ReadOnlySpan<byte> datagram, int at) =>
        BinaryPrimitives.ReadUInt32BigEndian(datagram[(at + StunWire.AttributeHeaderLength)..])
        == (Crc32.Compute(datagram[..at]) ^ StunWire.FingerprintMask);

    private static int TypeAt(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static int LengthAt(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);

    private static int Next(ReadOnlySpan<byte> bytes, int at) =>
        at + StunWire.AttributeHeaderLength + StunWire.Padded(LengthAt(bytes, at));

    private ReadOnlySpan<byte> ValueAt(int at) =>
        _bytes.Slice(at + StunWire.AttributeHeaderLength, LengthAt(_bytes, at));

    private bool IsSha256Right(ReadOnlySpan<byte> key)
    {
        var value = ValueAt(_sha256At);
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> scratch = stackalloc byte[StunWire.MaxLength];
        HMACSHA256.HashData(key, CoveredBytes(scratch, _sha256At, value.Length), expected);
        return CryptographicOperations.FixedTimeEquals(expected[..value.Length], value);
    }

    /// <summary>
    /// What an integrity attribute covers: everything before it, under a header whose length ends with that attribute
    /// (section 14.5).
    /// </summary>
    private ReadOnlySpan<byte> CoveredBytes(Span<byte> scratch, int attributeAt, int valueLength)
    {
        _bytes[..attributeAt].CopyTo(scratch);
        BinaryPrimitives.WriteUInt16BigEndian(
            scratch[StunWire.LengthOffset..],
            (ushort)(attributeAt + StunWire.AttributeHeaderLength + valueLength - StunWire.HeaderLength));
        return scratch[..attributeAt];
    }

    /// <summary>Where the attributes stand that end a message. Zero means absent.</summary>
    private struct Layout
    {
        public int IntegrityAt;
        public int Sha256At;
        public int FingerprintAt;

        public readonly int ReadableEnd(int length)
        {
            var end = FingerprintAt > 0 ? FingerprintAt : length;
            end = Sha256At > 0 ? Sha256At : end;
            return IntegrityAt > 0 ? IntegrityAt : end;
        }

        public bool TryNote(StunAttributeType type, int at, int length)
        {
            switch (type)
            {
                // Only the first counts; SHA-1 after SHA-256 is out of order (section 14.6) and is ignored.
                case StunAttributeType.MessageIntegrity when IntegrityAt == 0 && Sha256At == 0:
                    IntegrityAt = at;
                    return length == StunWire.Sha1Length;
                case StunAttributeType.MessageIntegritySha256 when Sha256At == 0:
                    Sha256At = at;
                    return length is >= 16 and <= SHA256.HashSizeInBytes && (length & 3) == 0;
                case StunAttributeType.Fingerprint:
                    FingerprintAt = at;
                    return length == StunWire.FingerprintLength;
                default:
                    return true;
            }
        }
    }
}
