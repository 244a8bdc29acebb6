namespace Plenum.Rtc.Codecs;

/// <summary>Drives every payload reader over arbitrary bytes, for the fuzzers and the tests of malformed input.</summary>
internal static class PayloadFuzz
{
    /// <summary>Reads the bytes as every codec. Must neither throw nor run long.</summary>
    public static void Run(Span<byte> payload)
    {
        for (var codec = VideoCodec.Vp8; codec <= VideoCodec.Av1; codec++)
        {
            VideoPayload.TryParse(codec, payload, out _);
            PictureSize.TryRead(codec, payload, out _);
        }

        _ = OpusPacket.TryParse(payload, out _);
        if (!Vp8Descriptor.TryParse(payload, out var vp8))
            return;
        _ = vp8.TryGetResolution(payload, out _, out _);
        vp8.SetPictureId(payload, ushort.MaxValue);
        vp8.SetTl0PicIdx(payload, byte.MaxValue);
    }
}
