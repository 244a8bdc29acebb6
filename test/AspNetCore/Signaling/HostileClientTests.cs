using System.Net.WebSockets;
using System.Text;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Signaling;

/// <summary>Clients that mean harm, while two in another room go on as if nothing was.</summary>
public sealed class HostileClientTests
{
    private const int MessagesOfOne = 10_000;
    private const int Sockets = 200;
    private const int MessagesOfFlood = 1000;
    private const int EnoughRounds = 20;

    [Fact]
    public async Task Ten_thousand_hostile_messages_are_each_answered_or_end_the_socket_and_disturb_nobody()
    {
        await using var host = await TestHost.StartAsync(options => options.Signaling.MaxMalformedMessages = 100);
        await using var call = await Call.StartAsync(host, TimeSpan.FromMilliseconds(40));

        // Each socket has as many tries as the server allows before it ends it; the next one goes on.
        var sent = 0;
        var random = new Random(4242);
        while (sent < MessagesOfOne || call.Rounds < EnoughRounds)
        {
            await using var hostile = await host.ConnectAsync();
            // A room each: who was there before stays for the grace, and may have locked it or filled it.
            if (sent % 3 == 0)
                await hostile.JoinAsync($"trap{sent}", "Trap");

            sent += await AttackAsync(hostile, random);
        }

        await call.StopAsync();
    }

    [Fact]
    public async Task Two_hundred_flooding_sockets_are_ended_and_disturb_nobody()
    {
        await using var host = await TestHost.StartAsync(options =>
        {
            options.Signaling.MessageBurst = 100;
            options.Signaling.MessagesPerSecond = 1;
            options.Signaling.MaxRateViolations = 20;
        });
        await using var call = await Call.StartAsync(host, TimeSpan.FromMilliseconds(600));

        var floods = Enumerable.Range(0, Sockets).Select(async number =>
        {
            await using var client = await host.JoinAsync($"flood{number % 25}", "Flood");
            return await FloodAsync(client);
        });
        var closes = await Task.WhenAll(floods);
        await call.RoundsAsync(call.Rounds + 2);

        Assert.All(closes, close => Assert.True(close is CloseCode.RateLimited or null, $"{close}"));
        Assert.Contains(CloseCode.RateLimited, closes.OfType<CloseCode>());
        await call.StopAsync();
    }

    /// <summary>Sends until the server closes; returns how many messages that took.</summary>
    private static async Task<int> AttackAsync(TestClient hostile, Random random)
    {
        var sent = 0;
        try
        {
            while (hostile.Socket.State == WebSocketState.Open && sent < 2000)
            {
                await hostile.SendRawAsync(HostileMessages.Next(random));
                if (++sent % 8 == 0)
                    Assert.NotNull(await ReceiveAnythingAsync(hostile));
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException)
        {
            // The server has had enough.
        }

        return sent;
    }

    private static async Task<ServerMessage?> ReceiveAnythingAsync(TestClient hostile) =>
        await hostile.TryReceiveAsync() ?? new ServerMessage.Ping();

    /// <summary>Sends until the server closes; null if that was so sudden that its code was lost on the way.</summary>
    private static async Task<CloseCode?> FloodAsync(TestClient client)
    {
        var message = Encoding.UTF8.GetBytes("""{"type":"chat","id":1,"text":"flood"}""");
        var reading = client.ClosedAsync();
        try
        {
            for (var i = 0; i < MessagesOfFlood && client.Socket.State == WebSocketState.Open; i++)
            {
                await client.SendRawAsync(message);

                // Server and clients share the few threads of a test machine.
                await Task.Yield();
            }

            return await reading;
        }
        catch (Exception exception) when (exception is WebSocketException or IOException)
        {
            return null;
        }
    }

    /// <summary>Two participants who pass negotiation data to and fro, each only after the other's has come.</summary>
    private sealed class Call : IAsyncDisposable
    {
        private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

        private readonly CancellationTokenSource _stop = new();
        private TestClient _ann = null!;
        private TestClient _bob = null!;
        private Task _exchange = null!;
        private TimeSpan _pace;
        private int _rounds;

        public int Rounds => Volatile.Read(ref _rounds);

        public static async Task<Call> StartAsync(TestHost host, TimeSpan pace)
        {
            var call = new Call
            {
                _pace = pace,
                _ann = await host.JoinAsync("call", "Ann", "cam"),
                _bob = await host.JoinAsync("call", "Bob", "cam"),
            };
            call._exchange = Task.Run(call.ExchangeAsync);
            return call;
        }

        /// <summary>Waits until so many rounds are done, or the call has failed.</summary>
        public async Task RoundsAsync(int rounds)
        {
            while (Rounds < rounds && !_exchange.IsCompleted)
                await Task.Yield();
        }

        /// <summary>Ends the call; throws if it was disturbed.</summary>
        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _exchange;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _ann.DisposeAsync();
            await _bob.DisposeAsync();
            _stop.Dispose();
        }

        private async Task ExchangeAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                await PassAsync(_ann, _bob, $"ping {_rounds}").WaitAsync(Bound);
                await PassAsync(_bob, _ann, $"pong {_rounds}").WaitAsync(Bound);
                Interlocked.Increment(ref _rounds);

                // At the pace of a client that keeps to its rate.
                await Task.Delay(_pace);
            }
        }

        private static async Task PassAsync(TestClient from, TestClient to, string text)
        {
            await from.OkAsync(id => Signals.Candidate(id, to.Id, text));
            var signaled = await to.EventAsync<RoomEvent.Signaled>();
            Assert.Equal(text, signaled.Data.Candidate!.Candidate);
        }
    }
}
