using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtp;

public sealed class RtpPacketTests
{
    [Fact]
    public void A_packet_as_a_browser_sends_it_is_read()
    {
        // Chromium's first VP8 packet layout: one-byte extensions abs-send-time (2), transport sequence (3), mid (4).
        var bytes = Convert.FromHexString(
            "90e01234" + "00015f90" + "cafebabe" + "bede0003" + "22123456" + "310001" + "4030" + "000000" + "10ff");

        Assert.True(RtpPacket.TryParse(bytes, out var packet));

        Assert.True(packet.Header.Marker);
        Assert.Equal(96, packet.Header.PayloadType);
        Assert.Equal(0x1234, packet.Header.SequenceNumber);
        Assert.Equal(90000u, packet.Header.Timestamp);
        Assert.Equal(new Ssrc(0xcafebabe), packet.Header.Ssrc);
        Assert.Equal([0x10, 0xff], packet.Payload.ToArray());
        Assert.True(packet.TryGetExtension(2, out var sendTime));
        Assert.Equal([0x12, 0x34, 0x56], sendTime.ToArray());
        Assert.True(packet.TryGetExtension(4, out var mid));
        Assert.Equal("0"u8.ToArray(), mid.ToArray());
        Assert.False(packet.TryGetExtension(5, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80600001000000010000")] // ends inside the fixed header
    [InlineData("406000010000000100000001")] // version 1
    [InlineData("816000010000000100000001")] // a CSRC is promised
    [InlineData("906000010000000100000001bede0001")] // an extension word is promised
    [InlineData("906000010000000100000001bedeffff00000000")] // extension far beyond the packet
    [InlineData("a06000010000000100000001")] // padding without a byte to hold its count
    [InlineData("a0600001000000010000000100")] // padding of zero
    [InlineData("a0600001000000010000000103")] // padding that eats into the header
    public void Malformed_packets_are_refused(string hex) =>
        Assert.False(RtpPacket.TryParse(Convert.FromHexString(hex), out _));

    [Fact]
    public void A_packet_of_padding_alone_has_an_empty_payload()
    {
        Assert.True(RtpPacket.TryParse(Convert.FromHexString("a06000010000000100000001" + "00000004"), out var packet));

        Assert.Equal(4, packet.PaddingLength);
        Assert.True(packet.Payload.IsEmpty);
    }

    [Fact]
    public void Contributing_sources_are_skipped()
    {
        Assert.True(RtpPacket.TryParse(Convert.FromHexString("826000010000000100000001" + "0000000200000003" + "aa"), out var packet));

        Assert.Equal(2, packet.Header.CsrcCount);
        Assert.Equal([0xaa], packet.Payload.ToArray());
    }

    [Fact]
    public void Whatever_bytes_come_in_parsing_ends_without_an_exception()
    {
        var random = new Random(1);
        Span<byte> bytes = stackalloc byte[64];
        for (var i = 0; i < 200_000; i++)
        {
            var datagram = bytes[..random.Next(bytes.Length)];
            random.NextBytes(datagram);
            if (datagram.Length > 0)
                datagram[0] = (byte)(0x80 | (datagram[0] & 0x3f));
            if (datagram.Length > 14 && random.Next(2) == 0)
                (datagram[12], datagram[13]) = random.Next(2) == 0 ? ((byte)0xbe, (byte)0xde) : ((byte)0x10, (byte)0x00);
            RtpFuzz.Run(datagram);
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var bytes = Convert.FromHexString(
            "90e01234" + "00015f90" + "cafebabe" + "bede0003" + "22123456" + "310001" + "4030" + "000000" + "10ff");
        var map = new RtpExtensionMap();
        map.TryAdd(2, RtpExtensionKind.AbsoluteSendTime);
        map.TryAdd(3, RtpExtensionKind.TransportSequence);
        map.TryAdd(4, RtpExtensionKind.Mid);

        Allocations.AssertNone(() =>
        {
            Assert.True(RtpPacket.TryParse(bytes, out var packet));
            _ = RtpExtensionValues.Read(packet, map).TransportSequence;
        });
    }
}
