using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Codecs;

/// <summary>What AV1's sequence header tells of the size of pictures (AV1 specification, section 5.5).</summary>
internal static class Av1SequenceHeader
{
    private const int LowestLevelWithTier = 8;

    /// <summary>Finds the header at the start of a payload, where senders put it before a key frame.</summary>
    public static bool TryReadSize(ReadOnlySpan<byte> payload, out PictureSize size)
    {
        size = default;
        if (!Av1Payload.TryFindFirstObu(payload, out var obu) || !Av1Payload.IsSequenceHeader(obu))
            return false;
        var hasExtension = (obu[0] & 0x04) != 0;
        var hasLength = (obu[0] & 0x02) != 0;
        var content = obu[Math.Min(obu.Length, hasExtension ? 2 : 1)..];
        if (hasLength && !Av1Payload.TrySkipLength(ref content))
            return false;
        var reader = new BitReader(content);
        size = ReadSize(ref reader);
        return !reader.IsExhausted;
    }

    private static PictureSize ReadSize(ref BitReader reader)
    {
        // The profile, and whether it is a still picture.
        reader.Read(4);
        if (reader.ReadFlag())
            reader.Read(5);
        else
            SkipOperatingPoints(ref reader);
        var widthBits = (int)reader.Read(4) + 1;
        var heightBits = (int)reader.Read(4) + 1;
        return new((int)reader.Read(widthBits) + 1, (int)reader.Read(heightBits) + 1);
    }

    private static void SkipOperatingPoints(ref BitReader reader)
    {
        int? delayBits = null;
        if (reader.ReadFlag())
        {
            SkipTiming(ref reader);
            if (reader.ReadFlag())
                delayBits = ReadDecoderModel(ref reader);
        }

        var hasDisplayDelay = reader.ReadFlag();
        for (var points = (int)reader.Read(5) + 1; points > 0; points--)
        {
            reader.Read(12);
            if (reader.Read(5) >= LowestLevelWithTier)
                reader.ReadFlag();
            if (delayBits is { } bits && reader.ReadFlag())
            {
                reader.Read(bits);
                reader.Read(bits + 1);
            }

            if (hasDisplayDelay && reader.ReadFlag())
                reader.Read(4);
        }
    }

    private static void SkipTiming(ref BitReader reader)
    {
        reader.Read(32);
        reader.Read(32);
        if (!reader.ReadFlag())
            return;
        var zeros = 0;
        while (zeros < 32 && !reader.IsExhausted && !reader.ReadFlag())
            zeros++;
        reader.Read(zeros);
    }

    private static int ReadDecoderModel(ref BitReader reader)
    {
        var delayBits = (int)reader.Read(5) + 1;
        reader.Read(32);
        reader.Read(10);
        return delayBits;
    }
}
