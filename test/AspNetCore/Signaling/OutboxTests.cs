using Plenum.AspNetCore.Endpoints.Signaling;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class OutboxTests
{
    [Fact]
    public void So_many_messages_wait_and_no_more()
    {
        var outbox = new Outbox(maxMessages: 2, maxBytes: 1000);

        Assert.True(outbox.TryAdd([1]));
        Assert.True(outbox.TryAddEvent(1, [2]));
        Assert.False(outbox.TryAdd([3]));
    }

    [Fact]
    public void So_many_bytes_wait_and_no_more()
    {
        var outbox = new Outbox(maxMessages: 100, maxBytes: 10);

        Assert.True(outbox.TryAdd(new byte[10]));
        Assert.False(outbox.TryAdd([1]));
    }

    [Fact]
    public void Only_the_first_close_counts()
    {
        var outbox = new Outbox(10, 10);

        Assert.True(outbox.Close(SocketClose.Normal));
        Assert.False(outbox.CloseNow(SocketClose.Broken));
    }

    [Fact]
    public void An_envelope_holds_the_number_and_the_body_as_it_is()
    {
        var buffer = new byte[100];

        var length = EventEnvelope.Write(long.MaxValue, "{}"u8, buffer);

        Assert.Equal("""{"type":"event","seq":9223372036854775807,"event":{}}""", System.Text.Encoding.UTF8.GetString(buffer, 0, length));
        Assert.True(length - 2 <= EventEnvelope.MaxBytes);
    }
}
