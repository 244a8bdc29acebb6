using Plenum.Client.Signaling;
using Plenum.Protocol;

namespace Plenum.Client.Tests;

public sealed class WireReaderTests
{
    [Fact]
    public void A_known_message_is_read()
    {
        Assert.True(WireReader.TryRead("""{"type":"ok","re":3}"""u8, out var message, out _));
        Assert.Equal(3, Assert.IsType<ServerMessage.Ok>(message).Re);
    }

    [Fact]
    public void An_event_of_a_kind_that_is_not_known_still_counts()
    {
        Assert.False(WireReader.TryRead("""{"type":"event","seq":7,"event":{"type":"fromTheFuture"}}"""u8, out _, out var sequence));
        Assert.Equal(7, sequence);
    }

    [Theory]
    [InlineData("""{"type":"fromTheFuture"}""")]
    [InlineData("""{"type":"event","seq":"seven"}""")]
    [InlineData("""{"type":"ok"}""")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    public void What_is_not_known_is_passed_over(string text)
    {
        Assert.False(WireReader.TryRead(System.Text.Encoding.UTF8.GetBytes(text), out _, out var sequence));
        Assert.Null(sequence);
    }
}
