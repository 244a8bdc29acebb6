using System.Net;

namespace Plenum.Rtc.Tests;

public sealed class TransportAddressTests
{
    [Theory]
    [InlineData("192.0.2.1:3478")]
    [InlineData("0.0.0.0:0")]
    [InlineData("[2001:db8::1]:65535")]
    [InlineData("[::1]:9")]
    public void An_address_is_read_as_it_is_written(string text)
    {
        var address = TransportAddress.Parse(text);
        Assert.Equal(text, address.ToString());
        Assert.Equal(address, TransportAddress.From(address.ToIPEndPoint()));
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2:3478")]
    [InlineData("192.0.2.1:70000")]
    [InlineData("192.0.2.1:-1")]
    [InlineData("[192.0.2.1]:1")]
    [InlineData("2001:db8::1:1")]
    [InlineData("[fe80::1%eth0]:1")]
    [InlineData("")]
    [InlineData("host.local:1")]
    public void What_is_no_address_is_refused(string text) => Assert.False(TransportAddress.TryParse(text, out _));

    [Fact]
    public void A_mapped_address_is_the_IPv4_address() =>
        Assert.Equal(
            TransportAddress.Parse("192.0.2.1:5"),
            TransportAddress.From(new IPEndPoint(IPAddress.Parse("::ffff:192.0.2.1"), 5)));

    [Fact]
    public void Bytes_are_written_in_network_order()
    {
        Span<byte> bytes = stackalloc byte[16];
        Assert.Equal(4, TransportAddress.Parse("192.0.2.1:5").WriteAddress(bytes));
        Assert.Equal([192, 0, 2, 1], bytes[..4].ToArray());
        Assert.Equal(16, TransportAddress.Parse("[2001:db8::1]:5").WriteAddress(bytes));
        Assert.Equal(TransportAddress.Parse("[2001:db8::1]:5"), TransportAddress.FromBytes(bytes, 5));
    }

    [Fact]
    public void Scopes_are_told_apart()
    {
        Assert.True(TransportAddress.Parse("127.1.2.3:1").IsLoopback);
        Assert.True(TransportAddress.Parse("[::1]:1").IsLoopback);
        Assert.True(TransportAddress.Parse("169.254.9.9:1").IsLinkLocal);
        Assert.True(TransportAddress.Parse("[fe80::5]:1").IsLinkLocal);
        Assert.True(TransportAddress.Parse("[febf::5]:1").IsLinkLocal);
        Assert.False(TransportAddress.Parse("[fec0::5]:1").IsLinkLocal);
        Assert.True(TransportAddress.Parse("224.0.0.251:1").IsMulticast);
        Assert.True(TransportAddress.Parse("[ff02::fb]:1").IsMulticast);
        Assert.True(TransportAddress.Parse("[::]:1").IsUnspecified);
        Assert.False(default(TransportAddress).IsUnspecified);
    }

    [Fact]
    public void Hashing_and_comparing_allocate_nothing()
    {
        var known = new Dictionary<TransportAddress, int> { [TransportAddress.Parse("[2001:db8::1]:5")] = 1 };
        var address = TransportAddress.Parse("[2001:db8::1]:5");
        _ = known.ContainsKey(address);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = known.ContainsKey(address) && !known.ContainsKey(address.WithPort(6));

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(found);
    }
}
