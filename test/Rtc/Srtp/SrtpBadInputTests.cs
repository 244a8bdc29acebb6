using Plenum.Rtc.Srtp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Srtp;

public sealed class SrtpBadInputTests
{
    public static TheoryData<SrtpProfile> Profiles() => new(Enum.GetValues<SrtpProfile>());

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Packets_of_every_short_length_are_refused(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var rtp = pair.ProtectRtp(SrtpPair.Rtp(1, payloadLength: 1));
        var rtcp = pair.ProtectRtcp(SrtpPair.Rtcp(length: 8));

        for (var length = 0; length < rtp.Length; length++)
            Assert.NotEqual(DropReason.None, pair.ReceiveRtp(rtp[..length]));
        for (var length = 0; length < rtcp.Length; length++)
            Assert.NotEqual(DropReason.None, pair.ReceiveRtcp(rtcp[..length]));

        Assert.Equal(DropReason.SrtpMalformed, pair.ReceiveRtp(rtp[..15]));
        Assert.Equal(DropReason.SrtcpMalformed, pair.ReceiveRtcp(rtcp[..15]));
    }

    [Theory]
    [InlineData(0x8F, 0, DropReason.SrtpMalformed)] // 15 contributing sources that are not there
    [InlineData(0x90, 0xFFFF, DropReason.SrtpMalformed)] // an extension longer than the packet
    [InlineData(0x90, 4, DropReason.SrtpMalformed)] // an extension that reaches into the tag
    [InlineData(0x00, 0, DropReason.SrtpMalformed)] // version 0
    [InlineData(0x90, 0, DropReason.SrtpNotAuthentic)] // an extension that fits
    public void Lengths_that_lie_are_refused(byte first, int extensionWords, DropReason expected)
    {
        using var pair = new SrtpPair();
        var packet = SrtpPair.Rtp(1, payloadLength: 28);
        packet[0] = first;
        packet[14] = (byte)(extensionWords >> 8);
        packet[15] = (byte)extensionWords;

        Assert.Equal(expected, pair.ReceiveRtp(packet));
    }

    [Fact]
    public void A_sender_refuses_what_is_no_rtp_and_what_has_no_room()
    {
        using var pair = new SrtpPair();
        var packet = SrtpPair.Rtp(1);

        Assert.False(pair.Client.Outbound.TryProtectRtp(packet, packet.Length, out _));
        Assert.False(pair.Client.Outbound.TryProtectRtp(new byte[100], 50, out _));
        Assert.False(pair.Client.Outbound.TryProtectRtcp(new byte[100], 50, out _));
        Assert.False(pair.Client.Outbound.TryProtectRtcp(SrtpPair.Rtcp(), 32, out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Garbage_is_never_taken_for_a_packet(SrtpProfile profile) => Seeds.Run(20, seed =>
    {
        using var pair = new SrtpPair(profile);
        var random = new SeededRandom((ulong)seed);
        for (var i = 0; i < 500; i++)
        {
            var garbage = new byte[random.Next(200)];
            random.Fill(garbage);
            if (garbage.Length > 0)
                garbage[0] = (byte)(0x80 | (garbage[0] & 0x3F));
            Assert.NotEqual(DropReason.None, pair.ReceiveRtp(garbage));
            Assert.NotEqual(DropReason.None, pair.ReceiveRtcp(garbage));
        }
    });
}
