using System.Buffers.Binary;

namespace Plenum.Rtc.Codecs;

/// <summary>The payload descriptor in front of VP9 data (RFC 9628, section 4.2).</summary>
public readonly record struct Vp9Descriptor
{
    private const int MostReferences = 3;

    /// <summary>The descriptor's length: where the VP9 data starts.</summary>
    public int Length { get; private init; }

    /// <summary>The picture id, 7 or 15 bits; null if absent.</summary>
    public ushort? PictureId { get; private init; }

    /// <summary>Whether the frame refers to earlier pictures (P bit).</summary>
    public bool IsInterPredicted { get; private init; }

    /// <summary>Whether references are told by picture rather than by a structure (F bit).</summary>
    public bool IsFlexible { get; private init; }

    /// <summary>Whether the packet starts a layer frame (B bit).</summary>
    public bool StartsFrame { get; private init; }

    /// <summary>Whether the packet ends a layer frame (E bit); the RTP marker ends the picture.</summary>
    public bool EndsFrame { get; private init; }

    /// <summary>Whether higher spatial layers of later pictures do not refer to this layer's frame (Z bit).</summary>
    public bool IsNotReferenceForUpper { get; private init; }

    /// <summary>Whether layer indices are present (L bit).</summary>
    public bool HasLayers { get; private init; }

    /// <summary>The temporal layer, 0 without layers.</summary>
    public byte TemporalId { get; private init; }

    /// <summary>The spatial layer, 0 without layers.</summary>
    public byte SpatialId { get; private init; }

    /// <summary>Whether one may switch up to this temporal layer here (U bit).</summary>
    public bool IsSwitchingUpPoint { get; private init; }

    /// <summary>Whether the frame refers to the spatial layer below in its picture (D bit).</summary>
    public bool IsInterLayerPredicted { get; private init; }

    /// <summary>The running index of frames of temporal layer 0; null in flexible mode.</summary>
    public byte? Tl0PicIdx { get; private init; }

    /// <summary>How many spatial layers the scalability structure announces; null without a structure.</summary>
    public byte? SpatialLayerCount { get; private init; }

    /// <summary>The size of the largest layer's pictures, if the structure tells sizes.</summary>
    internal PictureSize? LargestSize { get; private init; }

    /// <summary>Whether the packet starts a key frame: a decoder may start here.</summary>
    public bool StartsKeyFrame => StartsFrame && !IsInterPredicted && SpatialId == 0;

    /// <summary>Reads the descriptor at the start of a payload.</summary>
    /// <returns>False if the payload ends inside the descriptor, or with it.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp9Descriptor descriptor)
    {
        descriptor = default;
        if (payload.IsEmpty)
            return false;
        var flags = payload[0];
        var (isPredicted, hasLayers, isFlexible) = ((flags & 0x40) != 0, (flags & 0x20) != 0, (flags & 0x10) != 0);
        var position = 1;
        byte? tl0 = null;
        byte layers = 0;
        byte? spatialLayers = null;
        PictureSize? largest = null;
        var complete = TryReadPictureId(payload, (flags & 0x80) != 0, ref position, out var pictureId)
            && (!hasLayers || TryReadByte(payload, ref position, out layers))
            && (!hasLayers || isFlexible || TryReadNullable(payload, ref position, out tl0))
            && (!isPredicted || !isFlexible || TrySkipReferences(payload, ref position))
            && ((flags & 0x02) == 0 || TryReadStructure(payload, ref position, out spatialLayers, out largest));
        if (!complete || position >= payload.Length)
            return false;
        descriptor = new Vp9Descriptor
        {
            Length = position,
            PictureId = pictureId,
            IsInterPredicted = isPredicted,
            IsFlexible = isFlexible,
            StartsFrame = (flags & 0x08) != 0,
            EndsFrame = (flags & 0x04) != 0,
            IsNotReferenceForUpper = (flags & 0x01) != 0,
            HasLayers = hasLayers,
            TemporalId = (byte)(layers >> 5),
            IsSwitchingUpPoint = (layers & 0x10) != 0,
            SpatialId = (byte)((layers >> 1) & 0x07),
            IsInterLayerPredicted = (layers & 0x01) != 0,
            Tl0PicIdx = tl0,
            SpatialLayerCount = spatialLayers,
            LargestSize = largest,
        };
        return true;
    }

    internal VideoPayload ToVideoPayload() => new()
    {
        StartsKeyFrame = StartsKeyFrame,
        StartsFrame = StartsFrame,
        SpatialId = SpatialId,
        TemporalId = TemporalId,
        IsSwitchingPoint = !IsInterPredicted || IsSwitchingUpPoint || TemporalId == 0,
        PictureId = PictureId,
        LowestLayerIndex = Tl0PicIdx,
    };

    private static bool TryReadPictureId(
        ReadOnlySpan<byte> payload,
        bool isPresent,
        ref int position,
        out ushort? pictureId)
    {
        pictureId = null;
        if (!isPresent)
            return true;
        if (!TryReadByte(payload, ref position, out var high))
            return false;
        pictureId = high;
        if ((high & 0x80) == 0)
            return true;
        var complete = TryReadByte(payload, ref position, out var low);
        pictureId = (ushort)(((high & 0x7f) << 8) | low);
        return complete;
    }

    private static bool TrySkipReferences(ReadOnlySpan<byte> payload, ref int position)
    {
        // Each reference's lowest bit says whether another follows; at most three may.
        for (var i = 0; i < MostReferences; i++)
        {
            if (!TryReadByte(payload, ref position, out var reference))
                return false;
            if ((reference & 0x01) == 0)
                return true;
        }
        return false;
    }

    private static bool TryReadStructure(
        ReadOnlySpan<byte> payload, ref int position, out byte? spatialLayers, out PictureSize? largest)
    {
        (spatialLayers, largest) = (null, null);
        if (!TryReadByte(payload, ref position, out var flags))
            return false;
        spatialLayers = (byte)((flags >> 5) + 1);
        // Width and height of each layer, two bytes each.
        position += (flags & 0x10) != 0 ? spatialLayers.Value * 4 : 0;
        if ((flags & 0x10) != 0 && position <= payload.Length)
            largest = ReadSize(payload[(position - 4)..]);
        if ((flags & 0x08) == 0)
            return true;
        if (!TryReadByte(payload, ref position, out var pictures))
            return false;
        for (; pictures > 0; pictures--)
        {
            if (!TryReadByte(payload, ref position, out var picture))
                return false;
            position += (picture >> 2) & 0x03;
        }
        return true;
    }

    private static PictureSize ReadSize(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));

    private static bool TryReadNullable(ReadOnlySpan<byte> payload, ref int position, out byte? value)
    {
        var complete = TryReadByte(payload, ref position, out var read);
        value = read;
        return complete;
    }

    private static bool TryReadByte(ReadOnlySpan<byte> payload, ref int position, out byte value)
    {
        var complete = position < payload.Length;
        value = complete ? payload[position] : default;
        position++;
        return complete;
    }
}
