using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtp;

public sealed class RtxTests
{
    [Fact]
    public void A_wrapped_packet_unwraps_to_itself()
    {
        var random = new Random(6);
        for (var i = 0; i < 2000; i++)
        {
            var original = Packet(random);
            var buffer = new byte[original.Length + Rtx.Overhead];
            original.CopyTo(buffer, 0);

            Assert.True(Rtx.TryWrap(buffer, original.Length, 500, new Ssrc(0xfeed), 97));
            Assert.True(RtpPacket.TryParse(buffer, out var wrapped));
            Assert.Equal((500, new Ssrc(0xfeed), 97), (wrapped.Header.SequenceNumber, wrapped.Header.Ssrc, wrapped.Header.PayloadType));
            Assert.True(Rtx.TryUnwrap(buffer, new Ssrc(0xcafe), 96, out var unwrapped));
            Assert.Equal(original, unwrapped.ToArray());
        }
    }

    private static byte[] Packet(Random random)
    {
        var buffer = new byte[1500];
        RtpPacketWriter.TryBegin(buffer, RtpExtensionForm.OneByte, out var writer);
        writer.SetHeader(96, random.Next(2) == 0, (ushort)random.Next(1 << 16), (uint)random.Next(), new Ssrc(0xcafe));
        if (random.Next(2) == 0)
            writer.TryAddExtension(1, new byte[random.Next(1, 17)]);
        var payload = new byte[random.Next(1, 300)];
        random.NextBytes(payload);
        writer.TryWritePayload(payload);
        return buffer[..writer.Length];
    }

    [Theory]
    [InlineData("806100010000000100000001")] // empty
    [InlineData("80610001000000010000000112")] // half a sequence number
    [InlineData("a0610001000000010000000100000003")] // one byte and padding
    [InlineData("a06100010000000100000001" + "00000004")] // padding only: a probe of libwebrtc
    [InlineData("8061")]
    public void A_retransmission_without_an_original_is_refused(string hex) =>
        Assert.False(Rtx.TryUnwrap(Convert.FromHexString(hex), new Ssrc(1), 96, out _));

    [Fact]
    public void A_buffer_without_room_to_grow_is_refused()
    {
        var packet = Convert.FromHexString("8060000100000001000000010102");
        Assert.False(Rtx.TryWrap(packet, packet.Length, 1, new Ssrc(2), 97));
    }

    [Fact]
    public void Padding_stays_behind_the_original()
    {
        var packet = Convert.FromHexString("a06100010000000100000001" + "abcd" + "ff" + "0002");

        Assert.True(Rtx.TryUnwrap(packet, new Ssrc(9), 96, out var original));

        Assert.True(RtpPacket.TryParse(original, out var parsed));
        Assert.Equal(0xabcd, parsed.Header.SequenceNumber);
        Assert.Equal([0xff], parsed.Payload.ToArray());
        Assert.Equal(2, parsed.PaddingLength);
    }
}
