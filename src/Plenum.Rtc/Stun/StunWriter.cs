using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Plenum.Rtc.Stun;

/// <summary>
/// Writes a STUN message into the caller's buffer without allocation. Attributes in the order of the calls;
/// integrity, then fingerprint, come last. A buffer too small is a bug of the caller and throws.
/// </summary>
public ref struct StunWriter
{
    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Starts a message with its header.</summary>
    public StunWriter(Span<byte> buffer, StunClass messageClass, StunMethod method, StunTransactionId transaction)
    {
        _buffer = buffer;
        _length = StunWire.HeaderLength;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, StunWire.TypeOf(messageClass, method));
        BinaryPrimitives.WriteUInt16BigEndian(buffer[StunWire.LengthOffset..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[StunWire.CookieOffset..], StunWire.MagicCookie);
        transaction.Write(buffer[StunWire.TransactionOffset..]);
    }

    /// <summary>The message as written so far; complete after each call.</summary>
    public readonly ReadOnlySpan<byte> Message => _buffer[.._length];

    /// <summary>Adds an attribute with these bytes, padded with zeros.</summary>
    public void Add(StunAttributeType type, scoped ReadOnlySpan<byte> value) => value.CopyTo(Append(type, value.Length));

    /// <summary>Adds an attribute without a value.</summary>
    public void Add(StunAttributeType type) => Append(type, 0);

    /// <summary>Adds a text attribute in UTF-8.</summary>
    public void Add(StunAttributeType type, scoped ReadOnlySpan<char> text) =>
        Encoding.UTF8.GetBytes(text, Append(type, Encoding.UTF8.GetByteCount(text)));

    /// <summary>Adds a 32-bit attribute.</summary>
    public void Add(StunAttributeType type, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(Append(type, sizeof(uint)), value);

    /// <summary>Adds a 64-bit attribute.</summary>
    public void Add(StunAttributeType type, ulong value) =>
        BinaryPrimitives.WriteUInt64BigEndian(Append(type, sizeof(ulong)), value);

    /// <summary>Adds an address attribute; all but MAPPED-ADDRESS and ALTERNATE-SERVER in XOR form.</summary>
    public void Add(StunAttributeType type, TransportAddress address)
    {
        var value = Append(type, 4 + address.AddressLength);
        value[0] = 0;
        value[1] = address.IsIPv6 ? StunWire.FamilyIPv6 : StunWire.FamilyIPv4;
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], address.Port);
        address.WriteAddress(value[4..]);
        if (type is not (StunAttributeType.MappedAddress or StunAttributeType.AlternateServer))
            StunAddress.Xor(value[2..], _buffer);
    }

    /// <summary>Adds ERROR-CODE with an empty reason phrase: it is for humans, and none reads it here.</summary>
    public void AddErrorCode(StunErrorCode code) =>
        Add(StunAttributeType.ErrorCode, ((uint)code / 100 << 8) | ((uint)code % 100));

    /// <summary>Adds UNKNOWN-ATTRIBUTES.</summary>
    public void AddUnknownAttributes(scoped ReadOnlySpan<ushort> types)
    {
        var value = Append(StunAttributeType.UnknownAttributes, types.Length * sizeof(ushort));
        for (var i = 0; i < types.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(value[(i * sizeof(ushort))..], types[i]);
    }

    /// <summary>Adds MESSAGE-INTEGRITY over everything so far.</summary>
    public void AddMessageIntegrity(scoped ReadOnlySpan<byte> key)
    {
        var covered = _length;
        var value = Append(StunAttributeType.MessageIntegrity, StunWire.Sha1Length);
        HMACSHA1.HashData(key, _buffer[..covered], value);
    }

    /// <summary>Adds MESSAGE-INTEGRITY-SHA256, untruncated, over everything so far.</summary>
    public void AddMessageIntegritySha256(scoped ReadOnlySpan<byte> key)
    {
        var covered = _length;
        var value = Append(StunAttributeType.MessageIntegritySha256, SHA256.HashSizeInBytes);
        HMACSHA256.HashData(key, _buffer[..covered], value);
    }

    /// <summary>Adds FINGERPRINT over everything so far; nothing may follow.</summary>
    public void AddFingerprint()
    {
        var covered = _length;
        var value = Append(StunAttributeType.Fingerprint, StunWire.FingerprintLength);
        BinaryPrimitives.WriteUInt32BigEndian(
            value, Crc32.Compute(_buffer[..covered]) ^ StunWire.FingerprintMask);
    }

    /// <summary>
    /// Makes room for an attribute and counts it in the header at once: integrity and fingerprint are computed over a
    /// length that includes themselves.
    /// </summary>
    private Span<byte> Append(StunAttributeType type, int length)
    {
        var attribute = _buffer.Slice(_length, StunWire.AttributeHeaderLength + StunWire.Padded(length));
        BinaryPrimitives.WriteUInt16BigEndian(attribute, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)length);
        attribute[(StunWire.AttributeHeaderLength + length)..].Clear();
        _length += attribute.Length;
        BinaryPrimitives.WriteUInt16BigEndian(
            _buffer[StunWire.LengthOffset..], (ushort)(_length - StunWire.HeaderLength));
        return attribute.Slice(StunWire.AttributeHeaderLength, length);
    }
}
