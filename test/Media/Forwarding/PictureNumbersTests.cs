using Plenum.Media.Forwarding;
using Plenum.Rtc.Codecs;

namespace Plenum.Media.Tests.Forwarding;

public sealed class PictureNumbersTests
{
    [Theory]
    [InlineData(VideoCodec.Vp8, "90e0812344c0aa", 15, 0x123, 0x44, "90e0ffff55c0aa")]
    [InlineData(VideoCodec.Vp8, "90e07f44c0aa", 7, 0x7f, 0x44, "90e07f55c0aa")]
    [InlineData(VideoCodec.Vp8, "908005aaaa", 7, 5, 0, "90807faaaa")]
    [InlineData(VideoCodec.Vp8, "10aaaa", 0, 0, 0, "10aaaa")]
    [InlineData(VideoCodec.Vp9, "a88123204400", 15, 0x123, 0x44, "a8ffff205500")]
    [InlineData(VideoCodec.Vp9, "b881232000", 15, 0x123, 0, "b8ffff2000")]
    [InlineData(VideoCodec.Vp9, "28204400", 0, 0, 0x44, "28205500")]
    [InlineData(VideoCodec.H264, "65aaaa", 0, 0, 0, "65aaaa")]
    public void Numbers_are_read_and_written_in_the_width_they_have(
        VideoCodec codec, string payload, int bits, int picture, int index, string rewritten)
    {
        var bytes = Convert.FromHexString(payload);

        var numbers = PictureNumbers.Read(codec, bytes);

        Assert.Equal((bits, picture, index), (numbers.PictureIdBits, numbers.PictureId, numbers.Index));
        numbers.Write(bytes, 0x7fff, 0x55);
        Assert.Equal(rewritten, Convert.ToHexStringLower(bytes));
    }
}
