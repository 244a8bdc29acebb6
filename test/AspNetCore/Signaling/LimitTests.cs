using System.Net;
using System.Net.WebSockets;
using System.Text;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class LimitTests
{
    private const string Pong = """{"type":"pong"}""";

    [Fact]
    public async Task A_message_of_just_the_limit_passes_and_one_byte_more_closes()
    {
        await using var host = await TestHost.StartAsync(options => options.Signaling.MaxMessageBytes = 2048);
        await using var client = await host.ConnectAsync();
        var fits = """{"type":"join","id":1,"room":"r","name":"Ann"}""";

        await client.SendRawAsync(fits.PadRight(2048));
        await client.MessageAsync<ServerMessage.Welcome>();
        await client.SendRawAsync(Pong.PadRight(2049));

        Assert.Equal(ErrorCode.TooLarge, (await client.MessageAsync<ServerMessage.Error>()).Code);
        Assert.Equal(CloseCode.TooLarge, await client.ClosedAsync());
    }

    [Fact]
    public async Task A_message_that_never_ends_is_cut_off_at_the_limit()
    {
        await using var host = await TestHost.StartAsync(options => options.Signaling.MaxMessageBytes = 2048);
        await using var client = await host.ConnectAsync();

        for (var i = 0; i < 3; i++)
            await client.SendRawAsync(new byte[1024], end: false);

        Assert.Equal(CloseCode.TooLarge, await client.ClosedAsync());
    }

    [Fact]
    public async Task A_flood_is_first_told_and_then_closed()
    {
        await using var host = await TestHost.StartAsync(
            options =>
            {
                options.Signaling.MessageBurst = 10;
                options.Signaling.MessagesPerSecond = 10;
                options.Signaling.MaxRateViolations = 5;
            },
            new ManualTimeProvider());
        await using var client = await host.ConnectAsync();

        for (var i = 0; i < 16; i++)
            await client.SendRawAsync(Pong);

        for (var i = 0; i < 5; i++)
        {
            var error = await client.MessageAsync<ServerMessage.Error>();
            Assert.Equal((ErrorCode.RateLimited, 100), (error.Code, error.RetryAfterMs));
        }

        Assert.Equal(CloseCode.RateLimited, await client.ClosedAsync());
    }

    [Fact]
    public async Task Who_waits_as_long_as_told_may_go_on()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(options => options.Signaling.MessageBurst = 2, clock);
        await using var client = await host.JoinAsync("r");
        await client.OkAsync(id => new Request.Chat { Id = id, Text = "1" });
        var refused = Assert.IsType<ServerMessage.Error>(await client.RequestAsync(id => new Request.Chat { Id = id, Text = "2" }));

        clock.Advance(TimeSpan.FromMilliseconds(refused.RetryAfterMs!.Value));

        Assert.Equal(3, Assert.IsType<ServerMessage.Error>(refused).Re);
        await client.OkAsync(id => new Request.Chat { Id = id, Text = "2" });
    }

    [Fact]
    public async Task Malformed_messages_are_answered_until_there_were_too_many()
    {
        await using var host = await TestHost.StartAsync(options => options.Signaling.MaxMalformedMessages = 2);
        await using var client = await host.ConnectAsync();

        await client.SendRawAsync("{");
        await client.SendRawAsync(Encoding.UTF8.GetBytes(Pong), WebSocketMessageType.Binary);
        await client.SendRawAsync("""{"type":"unheard of"}""");

        Assert.Equal(ErrorCode.BadMessage, (await client.MessageAsync<ServerMessage.Error>()).Code);
        Assert.Equal(ErrorCode.BadMessage, (await client.MessageAsync<ServerMessage.Error>()).Code);
        Assert.Equal(ErrorCode.UnknownType, (await client.MessageAsync<ServerMessage.Error>()).Code);
        Assert.Equal(CloseCode.ProtocolError, await client.ClosedAsync());
    }

    [Fact]
    public async Task Who_reads_too_slowly_is_cut_off_and_takes_the_session_up_again()
    {
        await using var host = await TestHost.StartAsync(Talkative, new ManualTimeProvider());
        await using var talker = await host.JoinAsync("r", "Talker", "cam");
        await using var sleeper = await host.JoinAsync("r", "Sleeper");

        // Nobody reads the sleeper's socket: the system's buffers fill, then its outbox, and then the room has enough.
        for (var megabytes = 0; megabytes < 40; megabytes++)
            await talker.OkAsync(id => Signals.Offer(id, sleeper.Id, new string('x', 1_000_000)));

        Assert.Equal(CloseCode.SlowConsumer, await sleeper.ClosedAsync());
        await using var again = await host.ConnectAsync();
        Assert.IsType<ServerMessage.Welcome>(await again.ResumeAsync(sleeper.Session.ResumeToken, sleeper.LastSeq));
    }

    [Fact]
    public async Task Who_is_cut_off_and_does_not_even_read_that_is_gone_after_two_seconds()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(Talkative, clock);
        await using var talker = await host.JoinAsync("r", "Talker", "cam");
        await using var sleeper = await host.JoinAsync("r", "Sleeper");
        for (var megabytes = 0; megabytes < 40; megabytes++)
            await talker.OkAsync(id => Signals.Offer(id, sleeper.Id, new string('x', 1_000_000)));

        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False((await talker.EventAsync<RoomEvent.ParticipantUpdated>()).Participant.Connected);
    }

    [Fact]
    public async Task One_address_gets_so_many_sockets_and_no_more()
    {
        await using var host = await TestHost.StartAsync(options => options.Signaling.MaxSocketsPerAddress = 2);
        await using var one = await host.ConnectAsync();
        await using var two = await host.JoinAsync("r");

        Assert.Equal(HttpStatusCode.TooManyRequests, await Handshake.StatusAsync(host.Rtc));
        await one.CloseAsync();
        await using var three = await host.ConnectAsync();
    }

    [Fact]
    public async Task Sockets_on_which_nobody_joins_are_limited_and_those_of_participants_do_not_count()
    {
        await using var host = await TestHost.StartAsync(options => options.Signaling.MaxPendingSockets = 1);
        await using var joined = await host.JoinAsync("r");
        await using var pending = await host.ConnectAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Handshake.StatusAsync(host.Rtc));
    }

    private static void Talkative(PlenumOptions options)
    {
        options.Signaling.MessageBurst = 100_000;
        options.Signaling.MaxMessageBytes = 1024 * 1024;
        options.Signaling.MaxSignalBytes = 1024 * 1024;
    }
}
