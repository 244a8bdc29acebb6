namespace Plenum.Rtc.Codecs;

/// <summary>How large pictures are, as a key frame tells it.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public readonly record struct PictureSize(int Width, int Height)
{
    private const int Largest = 16_384;

    /// <summary>Reads the size from the packet that starts a key frame; of a scalable one that of its largest layer.</summary>
    /// <returns>False if the packet does not tell it, or a size that cannot be.</returns>
    public static bool TryRead(VideoCodec codec, ReadOnlySpan<byte> payload, out PictureSize size)
    {
        size = default;
        var isTold = codec switch
        {
            VideoCodec.Vp8 => TryReadVp8(payload, out size),
            VideoCodec.Vp9 => TryReadVp9(payload, out size),
            VideoCodec.H264 => H264SequenceParameters.TryReadSize(payload, out size),
            VideoCodec.Av1 => Av1SequenceHeader.TryReadSize(payload, out size),
            _ => false,
        };
        return isTold && size is { Width: > 0 and <= Largest, Height: > 0 and <= Largest };
    }

    private static bool TryReadVp8(ReadOnlySpan<byte> payload, out PictureSize size)
    {
        var (width, height) = (0, 0);
        var isTold = Vp8Descriptor.TryParse(payload, out var vp8) && vp8.TryGetResolution(payload, out width, out height);
        size = new(width, height);
        return isTold;
    }

    private static bool TryReadVp9(ReadOnlySpan<byte> payload, out PictureSize size)
    {
        var told = Vp9Descriptor.TryParse(payload, out var vp9) ? vp9.LargestSize : null;
        size = told.GetValueOrDefault();
        return told is not null;
    }
}
