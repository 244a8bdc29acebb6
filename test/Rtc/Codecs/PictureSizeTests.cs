using Plenum.Rtc.Codecs;

namespace Plenum.Rtc.Tests.Codecs;

public sealed class PictureSizeTests
{
    [Theory]
    [InlineData("10 50 00 00 9d 01 2a 00 05 d0 02", 1280, 720)]
    [InlineData("90 e0 80 01 02 00 50 00 00 9d 01 2a d0 02 00 45", 720, 1280)]
    public void A_key_frame_of_VP8_tells_it(string payload, int width, int height) =>
        Assert.Equal(new PictureSize(width, height), Read(VideoCodec.Vp8, payload));

    [Fact]
    public void The_structure_of_VP9_tells_that_of_its_largest_layer() =>
        Assert.Equal(new PictureSize(1280, 720), Read(VideoCodec.Vp9, "2a 00 00 30 02 80 01 68 05 00 02 d0 ff"));

    /// <summary>Parameter sets of encoders, the third with odd sizes that are cropped.</summary>
    [Theory]
    [InlineData("67 7a 00 1f bc d9 40 50 05 ba 10 00 00 03 00 c0 00 00 2a e0 f1 83 19 60", 1280, 720)]
    [InlineData("67 7a 00 1e bc d9 40 a0 2f f8 98 40 00 00 03 01 80 00 00 56 83 c5 8b 65 80", 640, 360)]
    [InlineData("67 7a 00 0d bc d9 43 43 3e 5e 10 00 00 03 00 60 00 00 15 a0 f1 42 99 60", 200, 400)]
    public void A_parameter_set_of_H264_tells_it_alone_or_in_an_aggregate(string unit, int width, int height)
    {
        Assert.Equal(new PictureSize(width, height), Read(VideoCodec.H264, unit));
        var length = Bytes(unit).Length;
        Assert.Equal(new PictureSize(width, height), Read(VideoCodec.H264, $"78 00 02 09 10 00 {length:x2} {unit}"));
    }

    /// <summary>Profile 0, one operating point of level 5, 11 and 10 bits for 1280 and 720.</summary>
    [Theory]
    [InlineData("18 0a 00 00 00 2d 4c ff b3 c0", 1280, 720)]
    [InlineData("18 08 00 00 00 2d 4c ff b3 c0", 1280, 720)]
    public void A_sequence_header_of_AV1_tells_it(string payload, int width, int height)
    {
        var bytes = Bytes(payload);
        // With the length that the unit says of itself.
        if ((bytes[1] & 0x02) != 0)
            bytes = [bytes[0], bytes[1], (byte)(bytes.Length - 2), .. bytes[2..]];
        Assert.True(PictureSize.TryRead(VideoCodec.Av1, bytes, out var size));
        Assert.Equal(new PictureSize(width, height), size);
    }

    [Theory]
    [InlineData(VideoCodec.Vp8, "10 51 00 00 9d 01 2a 00 05 d0 02")]
    [InlineData(VideoCodec.Vp8, "10 50 00 00 9d 01 2a 00 00 d0 02")]
    [InlineData(VideoCodec.Vp9, "08 ff")]
    [InlineData(VideoCodec.H264, "65 88 84")]
    [InlineData(VideoCodec.H264, "67 7a 00")]
    [InlineData(VideoCodec.Av1, "10 30 00")]
    [InlineData(VideoCodec.Av1, "18 08 00")]
    public void What_tells_no_size_or_none_that_can_be_is_not_believed(VideoCodec codec, string payload) =>
        Assert.False(PictureSize.TryRead(codec, Bytes(payload), out _));

    private static PictureSize Read(VideoCodec codec, string payload)
    {
        Assert.True(PictureSize.TryRead(codec, Bytes(payload), out var size));
        return size;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
