namespace Plenum.Rtc.Codecs;

/// <summary>
/// What an AV1 payload tells without a dependency descriptor (RTP Payload Format For AV1, section 4): its aggregation
/// header and the header of its first OBU.
/// </summary>
public readonly record struct Av1Payload
{
    private const byte SequenceHeader = 1;

    /// <summary>Whether the first OBU continues one of the packet before (Z bit).</summary>
    public bool ContinuesObu { get; private init; }

    /// <summary>Whether the last OBU continues in the next packet (Y bit).</summary>
    public bool ObuContinues { get; private init; }

    /// <summary>Whether the packet is the first of a coded video sequence (N bit), which starts with a key frame.</summary>
    public bool StartsSequence { get; private init; }

    /// <summary>Whether the first OBU is a sequence header, as senders put it before a key frame.</summary>
    public bool HasSequenceHeader { get; private init; }

    /// <summary>The temporal layer of the first OBU, if it starts here and says so; else 0.</summary>
    public byte TemporalId { get; private init; }

    /// <summary>The spatial layer of the first OBU, if it starts here and says so; else 0.</summary>
    public byte SpatialId { get; private init; }

    /// <summary>Reads a payload.</summary>
    /// <returns>False if it ends inside its headers, or they contradict each other.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Av1Payload av1)
    {
        av1 = default;
        if (payload.Length < 2)
            return false;
        var header = payload[0];
        av1 = new Av1Payload
        {
            ContinuesObu = (header & 0x80) != 0,
            ObuContinues = (header & 0x40) != 0,
            StartsSequence = (header & 0x08) != 0,
        };
        // A new sequence cannot start in the middle of an OBU (section 4.4).
        if (av1.ContinuesObu)
            return !av1.StartsSequence;
        var obuCount = (header >> 4) & 0x03;
        return TryFindFirstObu(payload[1..], hasLength: obuCount != 1, out var obu) && TryReadObu(obu, ref av1);
    }

    internal VideoPayload ToVideoPayload() => new()
    {
        StartsKeyFrame = StartsSequence || HasSequenceHeader,
        StartsFrame = !ContinuesObu,
        SpatialId = SpatialId,
        TemporalId = TemporalId,
        IsSwitchingPoint = TemporalId == 0,
    };

    /// <summary>The first unit of a payload, if it starts there.</summary>
    internal static bool TryFindFirstObu(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> obu)
    {
        obu = default;
        return payload.Length >= 2 && (payload[0] & 0x80) == 0
            && TryFindFirstObu(payload[1..], hasLength: ((payload[0] >> 4) & 0x03) != 1, out obu);
    }

    internal static bool IsSequenceHeader(ReadOnlySpan<byte> obu) =>
        !obu.IsEmpty && (obu[0] & 0x80) == 0 && ((obu[0] >> 3) & 0x0f) == SequenceHeader;

    /// <summary>Skips what a unit says of its own length.</summary>
    internal static bool TrySkipLength(ref ReadOnlySpan<byte> content)
    {
        if (!TryReadLeb128(content, out _, out var bytes))
            return false;
        content = content[bytes..];
        return true;
    }

    /// <summary>Elements are preceded by their length but for the last one of a counted few (section 4.3).</summary>
    private static bool TryFindFirstObu(ReadOnlySpan<byte> elements, bool hasLength, out ReadOnlySpan<byte> obu)
    {
        obu = elements;
        if (!hasLength)
            return true;
        if (!TryReadLeb128(elements, out var length, out var bytes) || length == 0 || length > elements.Length - bytes)
            return false;
        obu = elements.Slice(bytes, length);
        return true;
    }

    private static bool TryReadObu(ReadOnlySpan<byte> obu, ref Av1Payload av1)
    {
        if ((obu[0] & 0x80) != 0)
            return false;
        var hasExtension = (obu[0] & 0x04) != 0;
        if (hasExtension && obu.Length < 2)
            return false;
        av1 = av1 with
        {
            HasSequenceHeader = ((obu[0] >> 3) & 0x0f) == SequenceHeader,
            TemporalId = hasExtension ? (byte)(obu[1] >> 5) : (byte)0,
            SpatialId = hasExtension ? (byte)((obu[1] >> 3) & 0x03) : (byte)0,
        };
        return true;
    }

    private static bool TryReadLeb128(ReadOnlySpan<byte> bytes, out int value, out int length)
    {
        value = 0;
        // Four bytes say more than any packet holds.
        for (length = 0; length < 4 && length < bytes.Length;)
        {
            var next = bytes[length];
            value |= (next & 0x7f) << (7 * length++);
            if ((next & 0x80) == 0)
                return true;
        }
        return false;
    }
}
