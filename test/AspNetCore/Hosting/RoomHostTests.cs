using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.AspNetCore.Telemetry;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Tests.Hosting;

public sealed class RoomHostTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly TaskCompletionSource<RoomClosedReason?> _closed = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<PlenumMetrics>().BuildServiceProvider();

    [Fact]
    public async Task A_broadcast_is_written_once_for_all_who_are_told()
    {
        using var host = Start();
        var (ann, bob) = (new Client(1), new Client(2));
        await JoinAsync(host, ann, "ann");
        await JoinAsync(host, bob, "bob");
        await host.PostAsync(new RoomMail(new RoomCommand.Chat(ParticipantId.Parse("ann"), "hello"), ann, 2), Token);

        var told = await ann.NextAsync(nameof(RoomEvent.ChatReceived));

        Assert.Same(told, await bob.NextAsync(nameof(RoomEvent.ChatReceived)));
    }

    [Fact]
    public async Task What_was_missed_is_delivered_with_its_own_numbers()
    {
        using var host = Start();
        var (ann, bob) = (new Client(1), new Client(2));
        await JoinAsync(host, ann, "ann");
        await JoinAsync(host, bob, "bob");
        await host.PostAsync(new RoomMail(new RoomCommand.Detach(ParticipantId.Parse("bob"), bob.Connection), bob, 2), Token);
        await host.PostAsync(new RoomMail(new RoomCommand.Chat(ParticipantId.Parse("ann"), "hello"), ann, 2), Token);
        var back = new Client(3);
        await host.PostAsync(new RoomMail(new RoomCommand.Resume(ParticipantId.Parse("bob"), back.Connection, 0), back, 1), Token);

        Assert.IsType<RoomReply.Resumed>(await back.Replied.Task);
        foreach (var (seq, name) in new[] { "ParticipantUpdated", "ChatReceived", "ParticipantUpdated" }.Index())
            Assert.Equal((seq + 1L, name), await back.NextAsync());
    }

    [Fact]
    public async Task A_room_that_breaks_down_ends_with_its_clients_told_and_takes_no_more_mail()
    {
        using var host = Start();
        var client = new Client(1);
        await JoinAsync(host, client, "ann");

        // The same connection twice is a bug of the caller, which the room's owner does not survive.
        await host.PostAsync(new RoomMail(NewJoin("eve", client), client, 2), Token);

        Assert.Null(await _closed.Task);
        await client.Failed.Task;
        Assert.False(await host.PostAsync(new RoomMail(new RoomCommand.Leave(ParticipantId.Parse("ann")), client, 3), Token));
    }

    [Fact]
    public async Task An_empty_room_is_given_up_when_its_time_has_come()
    {
        using var host = Start();
        await EmptyAsync(host);

        _clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(RoomClosedReason.Empty, await _closed.Task);
    }

    [Fact]
    public async Task A_timer_that_rings_too_early_is_set_again()
    {
        _clock.Haste = TimeSpan.FromMilliseconds(1);
        using var host = Start();
        await EmptyAsync(host);
        _clock.Advance(TimeSpan.FromSeconds(60) - _clock.Haste);
        await BarrierAsync(host);

        _clock.Advance(_clock.Haste);

        Assert.Equal(RoomClosedReason.Empty, await _closed.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task Mail_that_finds_the_room_over_is_bounced()
    {
        var host = NewHost();
        using var _ = host;
        var client = new Client(1);
        await host.PostAsync(new RoomMail(NewJoin("ann", client), client, 1), Token);
        await host.PostAsync(new RoomMail(new RoomCommand.EndRoom(ParticipantId.Parse("ann")), client, 2), Token);
        await host.PostAsync(new RoomMail(new RoomCommand.Chat(ParticipantId.Parse("ann"), "late"), client, 3), Token);

        await host.RunAsync();

        Assert.Equal(RoomClosedReason.Ended, await _closed.Task);
        Assert.Equal([3], client.Bounced);
    }

    [Fact]
    public async Task A_room_is_off_the_list_before_anybody_is_told_to_look_again()
    {
        var client = new Client(1);
        RoomHost? host = null;
        Task<bool>? posted = null;
        host = NewHost(_ => posted = host!.PostAsync(new RoomMail(new RoomCommand.Leave(ParticipantId.Parse("eve")), client, 4), Token).AsTask());
        using var _ = host;
        await host.PostAsync(new RoomMail(NewJoin("ann", client), client, 1), Token);
        await host.PostAsync(new RoomMail(new RoomCommand.EndRoom(ParticipantId.Parse("ann")), client, 2), Token);
        await host.PostAsync(new RoomMail(new RoomCommand.Chat(ParticipantId.Parse("ann"), "late"), client, 3), Token);

        await host.RunAsync();

        Assert.True(await posted!);
        Assert.Equal([3, 4], client.Bounced);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RoomHost Start()
    {
        var host = NewHost();
        _ = Task.Run(host.RunAsync);
        return host;
    }

    private RoomHost NewHost(Action<RoomClosedReason?>? closed = null)
    {
        var metrics = _services.GetRequiredService<PlenumMetrics>();
        var media = new MediaPlane(Microsoft.Extensions.Options.Options.Create(new PlenumOptions()), metrics, NullLogger<MediaPlane>.Instance);
        var services = new RoomHostServices(_clock, metrics, NullLogger.Instance, 16, media, new NameEncoder());
        return new RoomHost(
            RoomName.Parse("r"), new RoomSettings(), "epoch", services, (_, reason) => (closed ?? _closed.SetResult)(reason));
    }

    private static async Task JoinAsync(RoomHost host, Client client, string name)
    {
        await host.PostAsync(new RoomMail(NewJoin(name, client), client, 1), Token);
        Assert.IsType<RoomReply.Welcome>(await client.Replied.Task);
    }

    /// <summary>Somebody comes and goes.</summary>
    private static async Task EmptyAsync(RoomHost host)
    {
        var client = new Client(1);
        await JoinAsync(host, client, "ann");
        await host.PostAsync(new RoomMail(new RoomCommand.Leave(ParticipantId.Parse("ann")), client, 2), Token);
        await client.Closed.Task;
        await BarrierAsync(host);
    }

    /// <summary>What was posted before is done when this returns.</summary>
    private static async Task BarrierAsync(RoomHost host)
    {
        var nobody = new Client(99);
        await host.PostAsync(new RoomMail(new RoomCommand.Leave(ParticipantId.Parse("nobody")), nobody, 1), Token);
        await nobody.Replied.Task;
        var again = new Client(100);
        await host.PostAsync(new RoomMail(new RoomCommand.Leave(ParticipantId.Parse("nobody")), again, 1), Token);
        await again.Replied.Task;
    }

    private static RoomCommand.Join NewJoin(string name, Client client) =>
        new(ParticipantId.Parse(name), client.Connection) { Identity = Identity.Of(ParticipantId.Parse(name)), Name = name };

    /// <summary>Writes no more of an event than what it is called.</summary>
    private sealed class NameEncoder : IEventEncoder
    {
        public byte[] Encode(RoomName room, RoomEvent content) => Encoding.UTF8.GetBytes(content.GetType().Name);
    }

    private sealed class Client(long connection) : IRoomClient
    {
        private readonly Channel<(long Seq, byte[] Body)> _events = Channel.CreateUnbounded<(long, byte[])>();

        public ConnectionId Connection { get; } = new(connection);

        public TaskCompletionSource<RoomReply> Replied { get; } = new();

        public TaskCompletionSource Closed { get; } = new();

        public TaskCompletionSource Failed { get; } = new();

        public List<long> Bounced { get; } = [];

        public void Reply(long request, RoomReply reply, OfferResult? offer) => Replied.TrySetResult(reply);

        public void Bounce(long request) => Bounced.Add(request);

        public void Deliver(long seq, byte[] body) => _events.Writer.TryWrite((seq, body));

        public void Tell(MediaNotice notice)
        {
        }

        public void Close(CloseReason reason) => Closed.SetResult();

        public void Fail() => Failed.SetResult();

        public async Task<(long Seq, string Name)> NextAsync()
        {
            var (seq, body) = await _events.Reader.ReadAsync(Token);
            return (seq, Encoding.UTF8.GetString(body));
        }

        public async Task<byte[]> NextAsync(string name)
        {
            while (true)
            {
                var (_, body) = await _events.Reader.ReadAsync(Token);
                if (Encoding.UTF8.GetString(body) == name)
                    return body;
            }
        }
    }
}
