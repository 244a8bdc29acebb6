namespace Plenum.Client.Tests.Support;

/// <summary>Frames that look like what an encoder makes, as far as anybody between encoder and decoder looks.</summary>
internal static class Frames
{
    /// <summary>A VP8 frame (RFC 6386, section 9.1): key frames have bit 0 clear, and a start code.</summary>
    public static byte[] Vp8(int number, bool isKey, int length)
    {
        var frame = Noise(number, length);
        frame[0] = (byte)(isKey ? 0x10 : 0x11);
        if (isKey)
            new byte[] { 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01 }.CopyTo(frame, 3);
        return frame;
    }

    /// <summary>An access unit of annex B: parameter sets and an IDR slice, or a slice.</summary>
    public static byte[] H264(int number, bool isKey, int length)
    {
        byte[] slice = [.. Noise(number, length).Select(value => (byte)(value | 0x80))];
        return isKey
            ? [0, 0, 0, 1, 0x67, 0x42, 0xe0, 0x1f, 0x8d, 0, 0, 0, 1, 0x68, 0xce, 0x3c, 0x80, 0, 0, 0, 1, 0x65, .. slice]
            : [0, 0, 0, 1, 0x41, .. slice];
    }

    /// <summary>An Opus packet: a table of contents of 20 ms, the number, and noise.</summary>
    public static byte[] Opus(int number)
    {
        var frame = Noise(number, 80);
        (frame[0], frame[1]) = (0x78, (byte)number);
        return frame;
    }

    private static byte[] Noise(int number, int length)
    {
        var bytes = new byte[length];
        new Random(number).NextBytes(bytes);
        return bytes;
    }
}
