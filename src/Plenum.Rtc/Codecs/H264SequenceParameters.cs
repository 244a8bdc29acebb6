using System.Buffers.Binary;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Codecs;

/// <summary>What a sequence parameter set of H.264 tells of the size of pictures (ITU-T H.264, section 7.3.2.1.1).</summary>
internal static class H264SequenceParameters
{
    /// <summary>All that comes before the size, and some scaling lists.</summary>
    private const int LongestRead = 256;
    private const int Block = 16;
    private const int LongestNumber = 31;
    private const int MostFramesInCycle = 255;

    /// <summary>Finds the parameter set in a payload that starts one: alone, or in an aggregate.</summary>
    public static bool TryReadSize(ReadOnlySpan<byte> payload, out PictureSize size)
    {
        size = default;
        if (payload.IsEmpty)
            return false;
        if ((payload[0] & H264Payload.TypeMask) != H264Payload.StapA)
            return TryReadUnit(payload, out size);
        for (var units = payload[1..]; units.Length > 2;)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(units), units.Length - 2);
            if (TryReadUnit(units.Slice(2, length), out size))
                return true;
            units = units[(2 + length)..];
        }

        return false;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> unit, out PictureSize size)
    {
        size = default;
        if (unit.IsEmpty || (unit[0] & H264Payload.TypeMask) != H264Payload.SequenceParameters)
            return false;
        Span<byte> plain = stackalloc byte[LongestRead];
        var reader = new BitReader(plain[..Unescape(unit[1..], plain)]);
        size = ReadSize(ref reader);
        return !reader.IsExhausted;
    }

    /// <summary>A byte of three that follows two zeros is no data (section 7.4.1).</summary>
    private static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> plain)
    {
        var (length, zeros) = (0, 0);
        foreach (var value in escaped)
        {
            if (length == plain.Length)
                break;
            if (zeros >= 2 && value == 3)
            {
                zeros = 0;
                continue;
            }

            zeros = value == 0 ? zeros + 1 : 0;
            plain[length++] = value;
        }

        return length;
    }

    private static PictureSize ReadSize(ref BitReader reader)
    {
        var profile = reader.Read(8);
        // Constraints and level.
        reader.Read(16);
        ReadNumber(ref reader);
        var chroma = HasChromaFormat(profile) ? ReadChromaFormat(ref reader) : 1;
        // The length of frame numbers.
        ReadNumber(ref reader);
        SkipPictureOrder(ref reader);
        // Reference frames, and whether frame numbers may have gaps.
        ReadNumber(ref reader);
        reader.ReadFlag();
        var width = (ReadNumber(ref reader) + 1) * Block;
        var units = ReadNumber(ref reader) + 1;
        var fields = reader.ReadFlag() ? 1 : 2;
        // Adaptive frames and fields, and direct inference.
        reader.Read(fields);
        return Crop(ref reader, new(width, units * Block * fields), chroma, fields);
    }

    private static PictureSize Crop(ref BitReader reader, PictureSize size, int chroma, int fields)
    {
        if (!reader.ReadFlag())
            return size;
        var horizontal = ReadNumber(ref reader) + ReadNumber(ref reader);
        var vertical = ReadNumber(ref reader) + ReadNumber(ref reader);
        var (across, down) = (chroma is 1 or 2 ? 2 : 1, (chroma == 1 ? 2 : 1) * fields);
        return new(size.Width - (horizontal * across), size.Height - (vertical * down));
    }

    private static bool HasChromaFormat(uint profile) =>
        profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    private static int ReadChromaFormat(ref BitReader reader)
    {
        var chroma = ReadNumber(ref reader);
        if (chroma == 3)
            reader.ReadFlag();
        // Bit depths of luma and chroma, and whether zeros are transformed.
        ReadNumber(ref reader);
        ReadNumber(ref reader);
        reader.ReadFlag();
        if (!reader.ReadFlag())
            return chroma;
        for (var list = 0; list < (chroma == 3 ? 12 : 8); list++)
        {
            if (reader.ReadFlag())
                SkipScalingList(ref reader, list < 6 ? 16 : 64);
        }

        return chroma;
    }

    private static void SkipScalingList(ref BitReader reader, int length)
    {
        var (last, next) = (8, 8);
        for (var place = 0; place < length; place++)
        {
            if (next != 0)
                next = (last + ReadSigned(ref reader) + 256) & 0xff;
            last = next == 0 ? last : next;
        }
    }

    private static void SkipPictureOrder(ref BitReader reader)
    {
        var type = ReadNumber(ref reader);
        if (type == 0)
            ReadNumber(ref reader);
        if (type != 1)
            return;
        reader.ReadFlag();
        ReadNumber(ref reader);
        ReadNumber(ref reader);
        for (var frames = Math.Min(ReadNumber(ref reader), MostFramesInCycle); frames > 0; frames--)
            ReadNumber(ref reader);
    }

    /// <summary>A number in Exp-Golomb coding (section 9.1), cut to what makes no arithmetic overflow.</summary>
    private static int ReadNumber(ref BitReader reader)
    {
        var zeros = 0;
        while (zeros < LongestNumber && !reader.IsExhausted && !reader.ReadFlag())
            zeros++;
        var value = (1L << zeros) - 1 + reader.Read(zeros);
        return (int)Math.Min(value, ushort.MaxValue);
    }

    private static int ReadSigned(ref BitReader reader)
    {
        var number = ReadNumber(ref reader);
        return (number & 1) != 0 ? (number + 1) / 2 : -(number / 2);
    }
}
