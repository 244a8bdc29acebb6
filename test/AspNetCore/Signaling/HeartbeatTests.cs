using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_socket_is_pinged_in_every_interval_and_lives_while_it_answers()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(clock: clock);
        await using var client = await host.JoinAsync("r");

        for (var beat = 0; beat < 10; beat++)
        {
            clock.Advance(Interval);
            await client.MessageAsync<ServerMessage.Ping>();
            await client.SendAsync(new Pong());
            await client.RequestAsync(id => new Request.RefreshIceServers { Id = id });
        }
    }

    [Fact]
    public async Task A_dead_socket_is_noticed_after_two_and_a_half_intervals_and_the_others_are_told()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(clock: clock);
        await using var dead = await host.JoinAsync("r", "Dead");
        await using var alive = await host.JoinAsync("r", "Alive");

        clock.Advance(TimeSpan.FromSeconds(12.4));
        await alive.RequestAsync(id => new Request.RefreshIceServers { Id = id });
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(CloseCode.HeartbeatMissed, await dead.ClosedAsync());
        await dead.CloseAsync();
        var updated = await alive.EventAsync<RoomEvent.ParticipantUpdated>();
        Assert.Equal((dead.Id, false), (updated.Participant.Id, updated.Participant.Connected));
    }

    [Fact]
    public async Task A_dead_socket_that_does_not_answer_the_close_is_cut_off_within_fifteen_seconds()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(clock: clock);
        await using var dead = await host.JoinAsync("r", "Dead");
        await using var alive = await host.JoinAsync("r", "Alive");

        clock.Advance(TimeSpan.FromSeconds(12.4));
        await alive.RequestAsync(id => new Request.RefreshIceServers { Id = id });
        clock.Advance(TimeSpan.FromSeconds(2.6));

        Assert.False((await alive.EventAsync<RoomEvent.ParticipantUpdated>()).Participant.Connected);
    }

    [Fact]
    public async Task Who_does_not_come_back_within_the_grace_is_gone()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(clock: clock);
        await using var alive = await host.JoinAsync("r", "Alive");
        await using var lost = await host.JoinAsync("r", "Lost");
        lost.Socket.Abort();
        await alive.EventAsync<RoomEvent.ParticipantUpdated>();

        // Twenty seconds of grace, in steps in which the other shows signs of life.
        for (var second = 0; second < 20; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await alive.RequestAsync(id => new Request.RefreshIceServers { Id = id });
        }

        var left = await alive.EventAsync<RoomEvent.ParticipantLeft>();
        Assert.Equal((lost.Id, LeaveReason.TimedOut), (left.Participant, left.Reason));
    }

    [Fact]
    public async Task Who_neither_joins_nor_resumes_in_time_is_closed()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(clock: clock);
        await using var client = await host.ConnectAsync();
        await client.ErrorAsync(id => new Request.Chat { Id = id, Text = "Is the session there?" });

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(CloseCode.JoinTimeout, await client.ClosedAsync());
    }
}
