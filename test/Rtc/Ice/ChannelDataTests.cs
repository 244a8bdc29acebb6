using Plenum.Rtc.Ice.Turn;

namespace Plenum.Rtc.Tests.Ice;

public sealed class ChannelDataTests
{
    [Fact]
    public void A_header_is_read_as_written()
    {
        var datagram = new byte[14];
        ChannelData.WriteHeader(datagram, 0x4001, 10);
        Assert.True(ChannelData.TryRead(datagram, out var channel, out var length));
        Assert.Equal((0x4001, 10), (channel, length));
    }

    [Theory]
    [InlineData("400100")]
    [InlineData("40010001")]
    [InlineData("3FFF0000")]
    [InlineData("50000000")]
    public void What_is_no_channel_data_is_refused(string hex) =>
        Assert.False(ChannelData.TryRead(Convert.FromHexString(hex), out _, out _));
}
