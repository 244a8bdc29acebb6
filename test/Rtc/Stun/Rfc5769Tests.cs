using System.Text;
using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Tests.Stun;

/// <summary>The test vectors of RFC 5769, byte for byte.</summary>
public sealed class Rfc5769Tests
{
    private static readonly byte[] Password = Encoding.ASCII.GetBytes("VOkJxbRl1RmTxUk/WvJxBt");

    private static readonly byte[] Request = Convert.FromHexString(
        "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff"
        + "80290008932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249"
        + "c1b571a280280004e57a3bcf");

    private static readonly byte[] IPv4Response = Convert.FromHexString(
        "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643"
        + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96");

    private static readonly byte[] IPv6Response = Convert.FromHexString(
        "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000140002a1470113a9fa"
        + "a5d3f179bc25f4b5bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c");

    private static readonly byte[] LongTermRequest = Convert.FromHexString(
        "000100602112a44278ad3433c6ad72c029da412e00060012e3839ee38388e383aae38383e382afe382b900000015001c"
        + "662f2f3439396b39353464364f4c33346f4c394653547679363473410014000b6578616d706c652e6f72670000080014"
        + "f67024656dd64a3e02b8e0712e85c9a28ca89666");

    [Fact]
    public void The_sample_request_is_read()
    {
        Assert.True(StunMessage.TryParse(Request, out var message, out _));
        Assert.Equal(StunClass.Request, message.Class);
        Assert.Equal(StunMethod.Binding, message.Method);
        Assert.Equal(new StunTransactionId(0xb7e7a701bc34d686, 0xfa87dfae), message.TransactionId);
        Assert.Equal("STUN test client", Text(message, StunAttributeType.Software));
        Assert.Equal("evtj:h6vY", Text(message, StunAttributeType.Username));
        Assert.True(message.TryGetUInt32(StunAttributeType.Priority, out var priority));
        Assert.Equal(0x6e0001ffu, priority);
        Assert.True(message.TryGetUInt64(StunAttributeType.IceControlled, out var tieBreaker));
        Assert.Equal(0x932ff9b151263b36u, tieBreaker);
        Assert.True(message.HasFingerprint);
        Assert.True(message.IsAuthentic(Password));
        Assert.False(message.IsAuthentic("another password here!"u8));
    }

    [Fact]
    public void The_sample_IPv4_response_is_read() => AssertResponse(IPv4Response, "192.0.2.1:32853");

    [Fact]
    public void The_sample_IPv6_response_is_read() =>
        AssertResponse(IPv6Response, "[2001:db8:1234:5678:11:2233:4455:6677]:32853");

    [Fact]
    public void The_sample_request_with_long_term_credentials_is_read()
    {
        Assert.True(StunMessage.TryParse(LongTermRequest, out var message, out _));
        Assert.Equal("マトリックス", Text(message, StunAttributeType.Username));
        Assert.Equal("f//499k954d6OL34oL9FSTvy64sA", Text(message, StunAttributeType.Nonce));
        Assert.Equal("example.org", Text(message, StunAttributeType.Realm));
        Assert.False(message.HasFingerprint);
        // "The<U+00AD>M<U+00AA>tr<U+2168>" of the RFC after SASLprep.
        Assert.True(message.IsAuthentic(StunKey.LongTerm("マトリックス", "example.org", "TheMatrIX")));
    }

    [Fact]
    public void The_long_term_request_is_written_as_the_RFC_has_it()
    {
        var writer = new StunWriter(
            new byte[200], StunClass.Request, StunMethod.Binding, new(0x78ad3433c6ad72c0, 0x29da412e));
        writer.Add(StunAttributeType.Username, "マトリックス");
        writer.Add(StunAttributeType.Nonce, "f//499k954d6OL34oL9FSTvy64sA");
        writer.Add(StunAttributeType.Realm, "example.org");
        writer.AddMessageIntegrity(StunKey.LongTerm("マトリックス", "example.org", "TheMatrIX"));
        Assert.Equal(LongTermRequest, writer.Message.ToArray());
    }

    [Theory]
    [InlineData("192.0.2.1:32853")]
    [InlineData("[2001:db8:1234:5678:11:2233:4455:6677]:32853")]
    public void A_response_is_written_as_the_RFC_has_it_but_for_its_padding(string mapped)
    {
        var writer = new StunWriter(
            new byte[200], StunClass.Success, StunMethod.Binding, new(0xb7e7a701bc34d686, 0xfa87dfae));
        writer.Add(StunAttributeType.Software, "test vector");
        writer.Add(StunAttributeType.XorMappedAddress, TransportAddress.Parse(mapped));

        // The RFC pads with a space, which the integrity covers: compare what is before integrity.
        var expected = mapped.StartsWith('[') ? IPv6Response : IPv4Response;
        var written = writer.Message.ToArray();
        Assert.Equal(0, written[35]);
        written[35] = (byte)' ';
        Assert.Equal(expected[4..written.Length], written[4..]);
    }

    private static void AssertResponse(byte[] response, string mapped)
    {
        Assert.True(StunMessage.TryParse(response, out var message, out _));
        Assert.Equal(StunClass.Success, message.Class);
        Assert.Equal("test vector", Text(message, StunAttributeType.Software));
        Assert.True(message.TryGetAddress(StunAttributeType.XorMappedAddress, out var address));
        Assert.Equal(TransportAddress.Parse(mapped), address);
        Assert.True(message.IsAuthentic(Password));
    }

    private static string Text(StunMessage message, StunAttributeType type)
    {
        Assert.True(message.TryGet(type, out var value));
        return Encoding.UTF8.GetString(value);
    }
}
