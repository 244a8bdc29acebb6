using Microsoft.AspNetCore.DataProtection;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;
using Plenum.Rooms;
using ParticipantRole = Plenum.Protocol.ParticipantRole;
using RoomEvent = Plenum.Protocol.RoomEvent;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class ResumeTests
{
    [Fact]
    public async Task Missed_events_are_replayed_after_a_drop()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r", "Ann");
        await using var bob = await host.JoinAsync("r", "Bob");
        bob.Socket.Abort();
        await ann.EventAsync<RoomEvent.ParticipantUpdated>();
        await ann.OkAsync(id => new Request.Chat { Id = id, Text = "missed" });

        await using var again = await host.ConnectAsync();
        Assert.IsType<ServerMessage.Resumed>(await again.ResumeAsync(bob.Session.ResumeToken, bob.LastSeq));

        Assert.Equal("missed", (await again.EventAsync<RoomEvent.ChatReceived>()).Message.Text);
        Assert.Equal(bob.Session.Epoch, again.Session.Epoch);
        Assert.True((await ann.EventAsync<RoomEvent.ParticipantUpdated>()).Participant.Connected);
        await again.OkAsync(id => new Request.Chat { Id = id, Text = "back" });
    }

    [Fact]
    public async Task A_gap_that_is_too_long_is_bridged_by_a_snapshot()
    {
        await using var host = await TestHost.StartAsync(
            options => options.Rooms.Defaults = new RoomSettings { EventLogLength = 2 });
        await using var ann = await host.JoinAsync("r", "Ann");
        await using var bob = await host.JoinAsync("r", "Bob");
        bob.Socket.Abort();
        await ann.EventAsync<RoomEvent.ParticipantUpdated>();
        for (var i = 0; i < 5; i++)
            await ann.OkAsync(id => new Request.Chat { Id = id, Text = $"{id}" });

        await using var again = await host.ConnectAsync();
        var welcome = Assert.IsType<ServerMessage.Welcome>(await again.ResumeAsync(bob.Session.ResumeToken, bob.LastSeq));

        Assert.Equal(bob.Id, welcome.Participant);
        Assert.Equal(5, welcome.Snapshot.Chat.Count);
        await ann.OkAsync(id => new Request.Chat { Id = id, Text = "next" });
        Assert.Equal("next", (await again.EventAsync<RoomEvent.ChatReceived>()).Message.Text);
    }

    [Fact]
    public async Task A_session_taken_up_on_another_socket_closes_the_first()
    {
        await using var host = await TestHost.StartAsync();
        await using var first = await host.JoinAsync("r");
        await using var second = await host.ConnectAsync();

        Assert.IsType<ServerMessage.Resumed>(await second.ResumeAsync(first.Session.ResumeToken, first.LastSeq));

        Assert.Equal(CloseCode.Replaced, await first.ClosedAsync());
        await second.OkAsync(id => new Request.Chat { Id = id, Text = "still here" });
    }

    [Fact]
    public async Task A_tampered_token_and_one_of_another_server_are_refused()
    {
        await using var host = await TestHost.StartAsync();
        await using var other = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");
        await using var stranger = await other.ConnectAsync();
        await using var thief = await host.ConnectAsync();
        var token = ann.Session.ResumeToken;

        Assert.Equal(ErrorCode.SessionNotFound, Code(await stranger.ResumeAsync(token, 0)));
        Assert.Equal(ErrorCode.SessionNotFound, Code(await thief.ResumeAsync(token[..^4] + "AAAA", 0)));
        Assert.Equal(ErrorCode.SessionNotFound, Code(await thief.ResumeAsync("", 0)));
        Assert.Equal(ErrorCode.SessionNotFound, Code(await thief.ResumeAsync("not base64url!", 0)));
        Assert.Equal(ErrorCode.SessionNotFound, Code(await thief.ResumeAsync(new string('A', 20_000), 0)));
    }

    [Fact]
    public async Task After_a_restart_everybody_is_back_under_old_ids_and_roles_in_a_new_epoch()
    {
        var keys = new EphemeralDataProtectionProvider();
        var before = await TestHost.StartAsync(keys: keys);
        await using var ann = await before.JoinAsync("r", "Ann", "cam");
        await using var bob = await before.JoinAsync("r", "Bob");
        await before.DisposeAsync();

        await using var after = await TestHost.StartAsync(keys: keys);
        await using var bobAgain = await after.ConnectAsync();
        await using var annAgain = await after.ConnectAsync();
        Assert.IsType<ServerMessage.Welcome>(await bobAgain.ResumeAsync(bob.Session.ResumeToken, bob.LastSeq));
        var welcome = Assert.IsType<ServerMessage.Welcome>(await annAgain.RequestAsync(id => new Request.Resume
        {
            Id = id,
            Token = ann.Session.ResumeToken,
            LastSeq = ann.LastSeq,
            Publications = [new PublicationSpec { Cid = "cam", Source = Plenum.Protocol.TrackSource.Camera }],
        }));

        Assert.Equal((ann.Id, bob.Id), (annAgain.Id, bobAgain.Id));
        Assert.NotEqual(ann.Session.Epoch, annAgain.Session.Epoch);
        Assert.Equal(
            [(ann.Id, ParticipantRole.Host), (bob.Id, ParticipantRole.Member)],
            welcome.Snapshot.Participants.Select(participant => (participant.Id, participant.Role)).OrderBy(participant => participant.Role));
        Assert.Equal($"{ann.Id}.cam", Assert.Single(welcome.Snapshot.Edges).Publication);
    }

    [Fact]
    public async Task After_a_restart_a_token_that_has_expired_is_refused()
    {
        var keys = new EphemeralDataProtectionProvider();
        var clock = new ManualTimeProvider();
        var before = await TestHost.StartAsync(clock: clock, keys: keys);
        await using var ann = await before.JoinAsync("r");
        await before.DisposeAsync();

        clock.Advance(TimeSpan.FromHours(24));
        await using var after = await TestHost.StartAsync(clock: clock, keys: keys);
        await using var again = await after.ConnectAsync();

        Assert.Equal(ErrorCode.SessionNotFound, Code(await again.ResumeAsync(ann.Session.ResumeToken, 0)));
    }

    [Fact]
    public async Task Long_after_a_restart_nobody_is_let_in_by_a_token_of_before()
    {
        var keys = new EphemeralDataProtectionProvider();
        var clock = new ManualTimeProvider();
        var before = await TestHost.StartAsync(clock: clock, keys: keys);
        await using var ann = await before.JoinAsync("r");
        await before.DisposeAsync();

        await using var after = await TestHost.StartAsync(clock: clock, keys: keys);
        clock.Advance(TimeSpan.FromMinutes(5));
        await using var again = await after.ConnectAsync();

        Assert.Equal(ErrorCode.SessionNotFound, Code(await again.ResumeAsync(ann.Session.ResumeToken, 0)));
    }

    [Fact]
    public async Task A_call_that_was_ended_after_a_restart_is_not_brought_back_by_an_older_token()
    {
        var keys = new EphemeralDataProtectionProvider();
        var before = await TestHost.StartAsync(keys: keys);
        await using var ann = await before.JoinAsync("r", "Ann");
        await using var bob = await before.JoinAsync("r", "Bob");
        await before.DisposeAsync();

        await using var after = await TestHost.StartAsync(keys: keys);
        await using var annAgain = await after.ConnectAsync();
        await annAgain.ResumeAsync(ann.Session.ResumeToken, ann.LastSeq);
        await annAgain.OkAsync(id => new Request.EndRoom { Id = id });
        Assert.Equal(CloseCode.RoomEnded, await annAgain.ClosedAsync());
        await using var bobAgain = await after.ConnectAsync();

        Assert.Equal(ErrorCode.RoomEnded, Code(await bobAgain.ResumeAsync(bob.Session.ResumeToken, bob.LastSeq)));
    }

    private static ErrorCode Code(ServerMessage reply) => Assert.IsType<ServerMessage.Error>(reply).Code;
}
