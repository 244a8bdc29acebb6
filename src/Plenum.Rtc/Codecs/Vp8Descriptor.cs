using System.Buffers.Binary;

namespace Plenum.Rtc.Codecs;

/// <summary>The payload descriptor in front of VP8 data (RFC 7741, section 4.2), with the places of what is rewritten.</summary>
public readonly record struct Vp8Descriptor
{
    private const int KeyFrameHeader = 10;

    /// <summary>The descriptor's length: where the VP8 data starts.</summary>
    public int Length { get; private init; }

    /// <summary>Whether the frame may be dropped without harm (N bit).</summary>
    public bool IsNonReference { get; private init; }

    /// <summary>Whether the packet starts the frame: its first partition's first bytes (S bit, partition 0).</summary>
    public bool StartsFrame { get; private init; }

    /// <summary>Whether the packet starts a key frame.</summary>
    public bool StartsKeyFrame { get; private init; }

    /// <summary>The picture id, 7 or 15 bits; null if absent.</summary>
    public ushort? PictureId { get; private init; }

    /// <summary>Whether the picture id has 15 bits rather than 7.</summary>
    public bool HasLongPictureId { get; private init; }

    /// <summary>The running index of frames of temporal layer 0; null if absent.</summary>
    public byte? Tl0PicIdx { get; private init; }

    /// <summary>The temporal layer; null if absent.</summary>
    public byte? TemporalId { get; private init; }

    /// <summary>Whether the frame depends on layer 0 alone (Y bit): one may switch up here.</summary>
    public bool IsLayerSync { get; private init; }

    /// <summary>The temporal key frame index, 5 bits; null if absent.</summary>
    public byte? KeyIndex { get; private init; }

    private int PictureIdOffset { get; init; }

    private int Tl0PicIdxOffset { get; init; }

    /// <summary>Reads the descriptor at the start of a payload.</summary>
    /// <returns>False if the payload ends inside the descriptor, or with it.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp8Descriptor descriptor)
    {
        descriptor = default;
        if (payload.Length < 2)
            return false;
        var isExtended = (payload[0] & 0x80) != 0;
        var flags = isExtended ? payload[1] : 0;
        var position = isExtended ? 2 : 1;
        var pictureIdOffset = position;
        var hasPictureId = (flags & 0x80) != 0;
        var isLong = hasPictureId && position < payload.Length && (payload[position] & 0x80) != 0;
        position += hasPictureId ? isLong ? 2 : 1 : 0;
        var tl0Offset = position;
        var hasTl0 = (flags & 0x40) != 0;
        position += hasTl0 ? 1 : 0;
        var layerOffset = position;
        var (hasLayer, hasKeyIndex) = ((flags & 0x20) != 0, (flags & 0x10) != 0);
        position += hasLayer || hasKeyIndex ? 1 : 0;
        if (position >= payload.Length)
            return false;
        var startsFrame = (payload[0] & 0x17) == 0x10;
        descriptor = new Vp8Descriptor
        {
            Length = position,
            IsNonReference = (payload[0] & 0x20) != 0,
            StartsFrame = startsFrame,
            // The lowest bit of the frame tag is zero in key frames (RFC 6386, section 9.1).
            StartsKeyFrame = startsFrame && (payload[position] & 0x01) == 0,
            PictureId = hasPictureId ? ReadPictureId(payload[pictureIdOffset..], isLong) : null,
            HasLongPictureId = isLong,
            Tl0PicIdx = hasTl0 ? payload[tl0Offset] : null,
            TemporalId = hasLayer ? (byte)(payload[layerOffset] >> 6) : null,
            IsLayerSync = hasLayer && (payload[layerOffset] & 0x20) != 0,
            KeyIndex = hasKeyIndex ? (byte)(payload[layerOffset] & 0x1f) : null,
            PictureIdOffset = pictureIdOffset,
            Tl0PicIdxOffset = tl0Offset,
        };
        return true;
    }

    /// <summary>Reads width and height from the start of a key frame (RFC 6386, section 9.1).</summary>
    /// <returns>False if the packet starts no key frame or ends too early.</returns>
    public bool TryGetResolution(ReadOnlySpan<byte> payload, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (!StartsKeyFrame || payload.Length < Length + KeyFrameHeader
            || !payload[(Length + 3)..].StartsWith((ReadOnlySpan<byte>)[0x9d, 0x01, 0x2a]))
        {
            return false;
        }
        width = BinaryPrimitives.ReadUInt16LittleEndian(payload[(Length + 6)..]) & 0x3fff;
        height = BinaryPrimitives.ReadUInt16LittleEndian(payload[(Length + 8)..]) & 0x3fff;
        return true;
    }

    /// <summary>Overwrites the picture id in place, in the width it has; does nothing if there is none.</summary>
    public void SetPictureId(Span<byte> payload, ushort pictureId)
    {
        if (PictureId is null)
            return;
        if (HasLongPictureId)
            BinaryPrimitives.WriteUInt16BigEndian(payload[PictureIdOffset..], (ushort)(pictureId | 0x8000));
        else
            payload[PictureIdOffset] = (byte)(pictureId & 0x7f);
    }

    /// <summary>Overwrites TL0PICIDX in place; does nothing if there is none.</summary>
    public void SetTl0PicIdx(Span<byte> payload, byte index)
    {
        if (Tl0PicIdx is not null)
            payload[Tl0PicIdxOffset] = index;
    }

    internal VideoPayload ToVideoPayload() => new()
    {
        StartsKeyFrame = StartsKeyFrame,
        StartsFrame = StartsFrame,
        TemporalId = TemporalId ?? 0,
        IsSwitchingPoint = StartsKeyFrame || IsLayerSync || TemporalId is null or 0,
        IsDiscardable = IsNonReference,
        PictureId = PictureId,
        LowestLayerIndex = Tl0PicIdx,
    };

    private static ushort ReadPictureId(ReadOnlySpan<byte> bytes, bool isLong) => isLong && bytes.Length >= 2
        ? (ushort)(BinaryPrimitives.ReadUInt16BigEndian(bytes) & 0x7fff)
        : (ushort)(bytes[0] & 0x7f);
}
