using FsCheck.Fluent;
using Plenum.Rtc.Ice;

namespace Plenum.Rtc.Tests.Ice;

public sealed class IceCandidateTests
{
    [Theory]
    // Chromium, Firefox, Safari, pion and coturn as they write them.
    [InlineData("candidate:842163049 1 udp 1677729535 203.0.113.9 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag abcd network-cost 999", IceCandidateType.ServerReflexive, "203.0.113.9:46154")]
    [InlineData("a=candidate:0 1 UDP 2122252543 192.0.2.7 50821 typ host", IceCandidateType.Host, "192.0.2.7:50821")]
    [InlineData("candidate:1 1 udp 41885439 198.51.100.4 49170 typ relay raddr 203.0.113.9 rport 1 ", IceCandidateType.Relayed, "198.51.100.4:49170")]
    [InlineData("842163049 1 udp 1 2001:db8::5 5000 typ prflx", IceCandidateType.PeerReflexive, "[2001:db8::5]:5000")]
    public void Lines_of_real_stacks_are_read(string line, IceCandidateType type, string address)
    {
        Assert.True(IceCandidate.TryParse(line, out var candidate));
        Assert.Equal(type, candidate!.Type);
        Assert.Equal(TransportAddress.Parse(address), candidate.Address);
        Assert.True(candidate.IsUsable);
    }

    [Fact]
    public void The_fields_of_a_line_are_read()
    {
        Assert.True(IceCandidate.TryParse(
            "candidate:f1+/ 1 udp 1677729535 203.0.113.9 46154 typ srflx raddr 10.0.0.1 rport 5 generation 0 ufrag Ab+/",
            out var candidate));
        Assert.Equal("f1+/", candidate!.Foundation);
        Assert.Equal(1677729535u, candidate.Priority);
        Assert.Equal(TransportAddress.Parse("10.0.0.1:5"), candidate.RelatedAddress);
        Assert.Equal("Ab+/", candidate.UserFragment);
    }

    [Fact]
    public void A_name_is_kept_and_not_used_until_it_is_resolved()
    {
        const string Line = "candidate:1 1 udp 2113937151 4bcd6ad5-0b9e-4a44-ae33-d1f0f6d5a1a8.local 52671 typ host";
        Assert.True(IceCandidate.TryParse(Line, out var candidate));
        Assert.Equal("4bcd6ad5-0b9e-4a44-ae33-d1f0f6d5a1a8.local", candidate!.HostName);
        Assert.False(candidate.IsUsable);
        Assert.True(candidate.Resolved(TransportAddress.Parse("192.0.2.1:52671")).IsUsable);
    }

    [Theory]
    [InlineData("candidate:1 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active")]
    [InlineData("candidate:1 2 udp 1518280447 192.0.2.7 9 typ host")]
    [InlineData("candidate:1 1 udp 1518280447 192.0.2.7 0 typ host")]
    [InlineData("candidate:1 1 udp 1518280447 0.0.0.0 9 typ host")]
    [InlineData("candidate:1 1 udp 1518280447 224.0.0.1 9 typ host")]
    public void What_cannot_be_checked_is_read_but_not_usable(string line)
    {
        Assert.True(IceCandidate.TryParse(line, out var candidate));
        Assert.False(candidate!.IsUsable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("candidate:")]
    [InlineData("candidate:1 1 udp 1 192.0.2.7 9")]
    [InlineData("candidate:1 1 udp 1 192.0.2.7 9 typ")]
    [InlineData("candidate:1 1 udp 1 192.0.2.7 9 typ magic")]
    [InlineData("candidate:1 1 udp 4294967296 192.0.2.7 9 typ host")]
    [InlineData("candidate:1 1 udp 1 192.0.2.7 65536 typ host")]
    [InlineData("candidate:1 1 udp -1 192.0.2.7 9 typ host")]
    [InlineData("candidate:123456789012345678901234567890123 1 udp 1 192.0.2.7 9 typ host")]
    [InlineData("candidate:1 1 udp 1 192.0.2.7 9 typ host ufrag")]
    public void What_is_no_candidate_is_refused(string line) => Assert.False(IceCandidate.TryParse(line, out _));

    [Fact]
    public void An_endless_line_is_refused() =>
        Assert.False(IceCandidate.TryParse(
            "candidate:1 1 udp 1 192.0.2.7 9 typ host" + string.Concat(Enumerable.Repeat(" a b", 1000)), out _));

    [Fact]
    public void What_is_written_is_read() => FsCheck.Check.QuickThrowOnFailure(
        Prop.ForAll<uint, ulong, ushort>((priority, address, port) =>
        {
            var written = new IceCandidate
            {
                Foundation = (priority % 97).ToString(System.Globalization.CultureInfo.InvariantCulture),
                Priority = priority,
                Address = TransportAddress.FromIPv6(0x20010db8, address, port),
                Type = (IceCandidateType)(priority % 4),
                RelatedAddress = port % 2 == 0 ? default : TransportAddress.FromIPv4((uint)address, port),
                UserFragment = port % 3 == 0 ? "frag" : string.Empty,
            };
            return IceCandidate.TryParse(written.ToString(), out var read) && read == written;
        }));

    [Fact]
    public void Priorities_are_those_of_the_RFC()
    {
        Assert.Equal(2130706431u, IcePriority.OfCandidate(IceCandidateType.Host, 65535));
        Assert.Equal(1694498815u, IcePriority.OfCandidate(IceCandidateType.ServerReflexive, 65535));
        Assert.Equal(IcePriority.OfPair(5, 9) - 1, IcePriority.OfPair(9, 5) - 2);
        Assert.True(IcePriority.LocalPreference(TransportAddress.Parse("[::1]:1"), 0)
            > IcePriority.LocalPreference(TransportAddress.Parse("127.0.0.1:1"), 0));
    }
}
