namespace Plenum.Rtc.Tests;

public sealed class DemultiplexerTests
{
    [Theory]
    [InlineData(0, 1, PacketKind.Stun)]
    [InlineData(3, 0, PacketKind.Stun)]
    [InlineData(4, 0, PacketKind.Unknown)]
    [InlineData(19, 0, PacketKind.Unknown)]
    [InlineData(20, 0, PacketKind.Dtls)]
    [InlineData(63, 0, PacketKind.Dtls)]
    [InlineData(64, 0, PacketKind.TurnChannel)]
    [InlineData(79, 0, PacketKind.TurnChannel)]
    [InlineData(80, 0, PacketKind.Unknown)]
    [InlineData(127, 0, PacketKind.Unknown)]
    [InlineData(128, 96, PacketKind.Rtp)]
    [InlineData(191, 0xE0, PacketKind.Rtp)]
    [InlineData(0x80, 0xBF, PacketKind.Rtp)]
    [InlineData(0x80, 0xC0, PacketKind.Rtcp)]
    [InlineData(0x80, 0xDF, PacketKind.Rtcp)]
    [InlineData(192, 200, PacketKind.Unknown)]
    public void The_first_bytes_tell_the_protocol(byte first, byte second, PacketKind expected) =>
        Assert.Equal(expected, Demultiplexer.Classify([first, second]));

    [Fact]
    public void Nothing_is_unknown()
    {
        Assert.Equal(PacketKind.Unknown, Demultiplexer.Classify([]));
        Assert.Equal(PacketKind.Unknown, Demultiplexer.Classify([0]));
    }
}
