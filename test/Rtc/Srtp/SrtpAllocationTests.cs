using System.Buffers.Binary;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Tests.Srtp;

public sealed class SrtpAllocationTests
{
    public static TheoryData<SrtpProfile> Profiles() => new(Enum.GetValues<SrtpProfile>());

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Protecting_and_opening_rtp_allocates_nothing(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var packet = SrtpPair.Rtp(0, payloadLength: 1200);
        var buffer = new byte[packet.Length + pair.Client.Outbound.RtpOverhead];
        ushort sequence = 0;

        Allocations.AssertNone(() =>
        {
            packet.CopyTo(buffer, 0);
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), sequence++);
            if (!pair.Client.Outbound.TryProtectRtp(buffer, packet.Length, out var length)
                || !pair.Server.Inbound.TryUnprotectRtp(buffer.AsSpan(0, length), out _, out _))
            {
                throw new InvalidOperationException();
            }
        });
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Protecting_and_opening_rtcp_allocates_nothing(SrtpProfile profile)
    {
        using var pair = new SrtpPair(profile);
        var packet = SrtpPair.Rtcp();
        var buffer = new byte[packet.Length + pair.Client.Outbound.RtcpOverhead];

        Allocations.AssertNone(() =>
        {
            packet.CopyTo(buffer, 0);
            if (!pair.Client.Outbound.TryProtectRtcp(buffer, packet.Length, out var length)
                || !pair.Server.Inbound.TryUnprotectRtcp(buffer.AsSpan(0, length), out _, out _))
            {
                throw new InvalidOperationException();
            }
        });
    }
}
