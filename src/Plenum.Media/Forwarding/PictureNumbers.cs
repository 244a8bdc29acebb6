using System.Buffers.Binary;
using Plenum.Rtc.Codecs;

namespace Plenum.Media.Forwarding;

/// <summary>
/// Where a payload descriptor has its picture id and TL0PICIDX, and what they are: both are rewritten in place, in the
/// width they have (VP8: RFC 7741, section 4.2; VP9: RFC 9628, section 4.2).
/// </summary>
internal readonly record struct PictureNumbers
{
    private readonly byte _pictureIdOffset;
    private readonly byte _indexOffset;

    private PictureNumbers(int pictureIdOffset, int bits, ushort pictureId, int indexOffset, byte index)
    {
        _pictureIdOffset = (byte)pictureIdOffset;
        _indexOffset = (byte)indexOffset;
        PictureIdBits = bits;
        PictureId = pictureId;
        Index = index;
    }

    /// <summary>Bits of the picture id: 15, 7, or 0 without one.</summary>
    public int PictureIdBits { get; }

    public ushort PictureId { get; }

    /// <summary>TL0PICIDX; 0 without one.</summary>
    public byte Index { get; }

    public bool HasIndex => _indexOffset != 0;

    /// <summary>Reads the numbers of a payload whose descriptor was parsed, and so is complete.</summary>
    public static PictureNumbers Read(VideoCodec codec, ReadOnlySpan<byte> payload) => codec switch
    {
        VideoCodec.Vp8 when (payload[0] & 0x80) != 0 =>
            Read(payload, 2, (payload[1] & 0x80) != 0, 0, (payload[1] & 0x40) != 0),
        // The index follows the layers, and only in non-flexible mode.
        VideoCodec.Vp9 => Read(payload, 1, (payload[0] & 0x80) != 0, 1, (payload[0] & 0x30) == 0x20),
        _ => default,
    };

    public void Write(Span<byte> payload, long pictureId, byte index)
    {
        if (PictureIdBits == 15)
            BinaryPrimitives.WriteUInt16BigEndian(payload[_pictureIdOffset..], (ushort)(pictureId | 0x8000));
        else if (PictureIdBits == 7)
            payload[_pictureIdOffset] = (byte)(pictureId & 0x7f);
        if (HasIndex)
            payload[_indexOffset] = index;
    }

    private static PictureNumbers Read(ReadOnlySpan<byte> payload, int start, bool hasId, int between, bool hasIndex)
    {
        var bits = !hasId ? 0 : (payload[start] & 0x80) != 0 ? 15 : 7;
        var id = bits switch
        {
            15 => BinaryPrimitives.ReadUInt16BigEndian(payload[start..]) & 0x7fff,
            7 => payload[start] & 0x7f,
            _ => 0,
        };
        var indexOffset = hasIndex ? start + ((bits + 1) / 8) + between : 0;
        return new(start, bits, (ushort)id, indexOffset, hasIndex ? payload[indexOffset] : (byte)0);
    }
}
