using Plenum.Rtc;

namespace Plenum.LoadTest.Sources;

/// <summary>Frames of one size at one rate: what is compared between servers shall not depend on a recording.</summary>
internal static class ConstantClips
{
    /// <summary>Frames between two key frames that nobody asked for.</summary>
    private const int KeyFrameInterval = 300;

    private const double SoundsPerSecond = 50;

    /// <summary>Opus TOC: 20 ms, full band, both channels (RFC 6716, section 3.1).</summary>
    private const byte SoundConfiguration = 0xFC;

    /// <summary>Frames with a VP8 frame header in front, so that servers that look for key frames find them.</summary>
    public static MediaClip Video(Bitrate bitrate, double frameRate, int width, int height)
    {
        var length = Math.Max(16, (int)(bitrate.BitsPerSecond / 8 / frameRate));
        var (key, other) = (Frame(length, KeyHeader(width, height)), Frame(length, [0x11, 0x02, 0x00]));
        var frames = Enumerable.Range(0, KeyFrameInterval)
            .Select(index => new MediaFrame(index == 0 ? key : other, TimeSpan.FromSeconds(index / frameRate), index == 0))
            .ToList();
        return new MediaClip(ClipCodec.Vp8, frames, TimeSpan.FromSeconds(KeyFrameInterval / frameRate), isReal: false);
    }

    /// <summary>Sounds of 20 ms.</summary>
    public static MediaClip Audio(int length)
    {
        var sound = new byte[Math.Max(2, length)];
        sound[0] = SoundConfiguration;
        return new MediaClip(
            ClipCodec.Opus, [new(sound, TimeSpan.Zero, IsKey: true)], TimeSpan.FromSeconds(1 / SoundsPerSecond), isReal: true);
    }

    /// <summary>RFC 6386, section 9.1: a frame tag, and of a key frame the start code and its size.</summary>
    private static byte[] KeyHeader(int width, int height) =>
        [0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];

    private static byte[] Frame(int length, ReadOnlySpan<byte> header)
    {
        var frame = new byte[length];
        header.CopyTo(frame);
        return frame;
    }
}
