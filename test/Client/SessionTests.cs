using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Plenum.AspNetCore;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Client.Tests.Support;
using Plenum.Protocol;

namespace Plenum.Client.Tests;

/// <summary>Coming in, coming back, and going.</summary>
public sealed class SessionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_join_shows_the_room_and_the_room_shows_the_join()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await TestServer.JoinAsync(server.Options("Ann", Tracks.Camera) with { Metadata = "bot" });
        await using var bob = await server.JoinAsync("Bob");

        Assert.Equal("Bob", (await ann.RoomAsync<RoomEvent.ParticipantJoined>()).Participant.Name);
        Assert.Equal(["Ann", "Bob"], bob.Room.Participants.Values.Select(participant => participant.Name).Order());
        Assert.Equal("bot", bob.Room.Participants[ann.Id].Metadata);
        Assert.Equal($"{ann.Id}.cam", Assert.Single(bob.Room.Participants[ann.Id].Publications).Id);
        Assert.Equal(ClientState.Online, ann.State);
    }

    [Fact]
    public async Task Chat_and_metadata_and_requests_without_a_method_reach_everybody()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann");
        await using var bob = await server.JoinAsync("Bob");

        await ann.SendChatAsync("hello", Cancelled);
        await ann.SetMetadataAsync("42", Cancelled);
        await ann.RequestAsync(id => new Request.RaiseHand { Id = id, Raised = true }, Cancelled);

        Assert.Equal("hello", (await bob.RoomAsync<RoomEvent.ChatReceived>()).Message.Text);
        Assert.Equal("42", (await bob.RoomAsync<RoomEvent.ParticipantUpdated>()).Participant.Metadata);
        Assert.NotNull((await bob.RoomAsync<RoomEvent.ParticipantUpdated>()).Participant.HandRaisedAt);
    }

    [Fact]
    public async Task A_token_lets_in_and_names_and_a_wrong_one_says_so()
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.DevMode = false;
            options.Access.Keys.Add(new TokenKeyOptions { Secret = "a secret of at least thirty-two bytes" });
        });
        var issuer = server.Services.GetRequiredService<JoinTokenIssuer>();
        var token = issuer.Issue(new JoinClaims { Room = "room", Identity = "ann", Name = "Ann" }, TimeSpan.FromHours(1));

        await using var ann = await TestServer.JoinAsync(server.Options("ignored") with { Token = token });
        Assert.Equal("Ann", ann.Room.Participants[ann.Id].Name);

        Assert.Equal(ErrorCode.Unauthorized, await RefusalAsync(server.Options("Eve") with { Token = token + "x" }));
        Assert.Equal(ErrorCode.Unauthorized, await RefusalAsync(server.Options("Eve")));
        Assert.Equal(ErrorCode.Unauthorized, await RefusalAsync(server.Options("Eve") with { Token = token, Room = "other" }));
    }

    [Fact]
    public async Task What_the_server_refuses_has_a_code()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann");

        Assert.Equal(ErrorCode.NameTooLong, await RefusalAsync(server.Options(new string('x', 1000))));
        Assert.Equal(ErrorCode.InvalidArgument, await RefusalAsync(server.Options("Eve") with { Room = "no room" }));
        var refused = await Assert.ThrowsAsync<PlenumClientException>(() => ann.SendChatAsync(new string('x', 10_000), Cancelled));
        Assert.Equal(ErrorCode.ChatTooLong, refused.Code);
    }

    [Fact]
    public async Task A_server_that_is_not_there_has_no_code()
    {
        var options = new PlenumClientOptions { Server = new("http://127.0.0.1:1"), Room = "room" };

        Assert.Null(await RefusalAsync(options));
    }

    [Fact]
    public async Task A_camera_is_not_sent_as_sound()
    {
        await using var server = await TestServer.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => server.JoinAsync("Ann", Tracks.Camera with { Codec = MediaCodec.Opus }));
    }

    [Fact]
    public async Task Who_leaves_is_gone_for_the_others_at_once_and_what_was_heard_ends()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var bob = await server.JoinAsync("Bob");
        var heard = await bob.HearAsync(TrackSource.Microphone);

        await ann.LeaveAsync(Cancelled);

        Assert.Equal(ClientEndReason.Left, (await ann.Ended.WithinPatienceAsync()).Reason);
        Assert.Equal(ClientState.Ended, ann.State);
        Assert.Equal(LeaveReason.Left, (await bob.RoomAsync<RoomEvent.ParticipantLeft>()).Reason);
        Assert.Empty(bob.RemoteTracks);
        await foreach (var _ in heard.ReadFramesAsync(Cancelled))
        {
        }

        await Assert.ThrowsAsync<PlenumClientException>(() => ann.SendChatAsync("still here", Cancelled));
    }

    [Fact]
    public async Task Who_is_put_out_is_told_why_and_stays_out()
    {
        await using var server = await TestServer.StartAsync();
        await using var host = await server.JoinAsync("Host");
        await using var ann = await server.JoinAsync("Ann");

        await host.RequestAsync(id => new Request.Remove { Id = id, Participant = ann.Id }, Cancelled);

        Assert.Equal(ClientEndReason.Removed, (await ann.Ended.WithinPatienceAsync()).Reason);
    }

    [Fact]
    public async Task The_end_of_the_call_ends_every_client()
    {
        await using var server = await TestServer.StartAsync();
        await using var host = await server.JoinAsync("Host");
        await using var ann = await server.JoinAsync("Ann");

        await host.RequestAsync(id => new Request.EndRoom { Id = id }, Cancelled);

        Assert.Equal(ClientEndReason.RoomEnded, (await ann.Ended.WithinPatienceAsync()).Reason);
        Assert.Equal(ClientEndReason.RoomEnded, (await host.Ended.WithinPatienceAsync()).Reason);
    }

    [Fact]
    public async Task A_join_waits_in_the_waiting_room_until_a_host_decides()
    {
        await using var server = await TestServer.StartAsync();
        await using var host = await server.JoinAsync("Host", Tracks.Microphone);
        await host.RequestAsync(id => new Request.SetWaitingRoom { Id = id, Enabled = true }, Cancelled);
        await using var pump = Pump.Sound(host.LocalTracks[0]);

        var admitted = server.JoinAsync("Ann");
        var ann = Assert.Single((await host.RoomAsync<RoomEvent.WaitingChanged>()).Waiting);
        Assert.False(admitted.IsCompleted);
        await host.RequestAsync(id => new Request.Admit { Id = id, Participant = ann.Id }, Cancelled);
        await using (var client = await admitted.WithinPatienceAsync())
            Assert.Equal(5, (await (await client.HearAsync(TrackSource.Microphone)).TakeAsync(5)).Count);

        var denied = server.JoinAsync("Eve");
        WaitingInfo? eve = null;
        while (eve is null)
            eve = (await host.RoomAsync<RoomEvent.WaitingChanged>()).Waiting.SingleOrDefault();
        await host.RequestAsync(id => new Request.Deny { Id = id, Participant = eve.Id }, Cancelled);
        await Assert.ThrowsAsync<PlenumClientException>(() => denied.WithinPatienceAsync());
    }

    [Fact]
    public async Task A_lost_socket_comes_back_with_what_was_missed_and_media_does_not_notice()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var bob = await server.JoinAsync("Bob");
        var heard = await bob.HearAsync(TrackSource.Microphone);
        await using var pump = Pump.Sound(ann.LocalTracks[0]);
        await ann.LocalTracks[0].WaitUntilActiveAsync(Cancelled);
        var id = bob.Id;

        bob.DropSocket();
        Assert.Equal(ClientState.Resuming, (await bob.NextAsync<ClientEvent.StateChanged>(changed => changed.State != ClientState.Online)).State);
        await ann.SendChatAsync("missed", Cancelled);
        var back = bob.NextAsync<ClientEvent.RoomChanged>(changed => changed.Body is RoomEvent.ChatReceived);
        var frames = await heard.TakeAsync(60);

        Assert.Equal("missed", ((RoomEvent.ChatReceived)(await back).Body).Message.Text);
        Assert.Equal(ClientState.Online, bob.State);
        Assert.Equal(id, bob.Id);
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.Equal(960u, pair.Second.Timestamp - pair.First.Timestamp));
    }

    [Fact]
    public async Task A_restarted_server_finds_everybody_back_and_media_flows_again()
    {
        var keys = new EphemeralDataProtectionProvider();
        var before = await TestServer.StartAsync(keys: keys);
        var port = before.Url.Port;
        await using var ann = await before.JoinAsync("Ann", Tracks.Camera);
        await using var bob = await before.JoinAsync("Bob");
        await using var pump = Pump.Pictures(ann.LocalTracks[0]);
        await (await bob.HearAsync(TrackSource.Camera)).TakeAsync(5);
        var ids = (ann.Id, bob.Id);

        await before.DisposeAsync();
        await bob.NextAsync<ClientEvent.StateChanged>(changed => changed.State == ClientState.Resuming);
        await using var after = await TestServer.StartAsync(port: port, keys: keys);

        await bob.NextAsync<ClientEvent.StateChanged>(changed => changed.State == ClientState.Online);
        var frames = await (await bob.HearAsync(TrackSource.Camera)).TakeAsync(10);
        Assert.All(frames, frame => Assert.True(pump.HasSent(frame.Data)));
        Assert.Equal(ids, (ann.Id, bob.Id));
    }

    [Fact]
    public async Task A_server_that_has_forgotten_everything_is_joined_anew()
    {
        var before = await TestServer.StartAsync();
        var port = before.Url.Port;
        await using var ann = await before.JoinAsync("Ann", Tracks.Microphone);
        await before.DisposeAsync();
        await using var after = await TestServer.StartAsync(port: port);
        await ann.NextAsync<ClientEvent.StateChanged>(changed => changed.State == ClientState.Online && ann.State == ClientState.Online);
        await using var bob = await after.JoinAsync("Bob");
        await using var pump = Pump.Sound(ann.LocalTracks[0]);

        Assert.Equal(5, (await (await bob.HearAsync(TrackSource.Microphone)).TakeAsync(5)).Count);
    }

    [Fact]
    public async Task Media_goes_on_through_an_ICE_restart()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var bob = await server.JoinAsync("Bob");
        await using var pump = Pump.Sound(ann.LocalTracks[0]);
        var heard = await bob.HearAsync(TrackSource.Microphone);
        await ann.LocalTracks[0].WaitUntilActiveAsync(Cancelled);
        var before = (ann.UserFragment, bob.UserFragment);

        ann.RestartIce();
        bob.RestartIce();
        var frames = await heard.TakeAsync(60);

        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.Equal(960u, pair.Second.Timestamp - pair.First.Timestamp));
        Assert.True((await ann.GetStatisticsAsync())!.IsConnected);
        Assert.NotEqual(before.Item1, ann.UserFragment);
        Assert.NotEqual(before.Item2, bob.UserFragment);
    }

    [Fact]
    public async Task A_shard_of_the_server_that_dies_costs_a_new_connection_and_no_more()
    {
        await using var server = await TestServer.StartAsync();
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var bob = await server.JoinAsync("Bob");
        await using var pump = Pump.Sound(ann.LocalTracks[0]);
        var heard = await bob.HearAsync(TrackSource.Microphone);
        await heard.TakeAsync(5);
        await bob.NextAsync<ClientEvent.MediaChanged>(changed => changed.IsConnected);

        server.Services.GetRequiredService<MediaPlane>().Node!.Hosts.Single().Shard
            .Post(() => throw new InvalidOperationException("a bug that ends the shard"));

        await bob.NextAsync<ClientEvent.MediaChanged>(changed => changed.IsConnected);
        Assert.Equal(5, (await heard.TakeAsync(5)).Count);
        Assert.Equal(ClientState.Online, bob.State);
    }

    [Fact]
    public async Task A_media_thread_of_the_client_that_dies_is_replaced()
    {
        await using var server = await TestServer.StartAsync();
        await using var runtime = new ClientRuntime();
        await using var ann = await server.JoinAsync("Ann", Tracks.Microphone);
        await using var bob = await TestServer.JoinAsync(server.Options("Bob") with { Runtime = runtime });
        await using var pump = Pump.Sound(ann.LocalTracks[0]);
        var heard = await bob.HearAsync(TrackSource.Microphone);
        await heard.TakeAsync(5);
        var dead = runtime.NextShard();

        dead.Post(() => throw new InvalidOperationException("a bug that ends the thread"));

        await bob.NextAsync<ClientEvent.MediaChanged>(changed => !changed.IsConnected);
        Assert.Equal(5, (await heard.TakeAsync(5)).Count);
        Assert.NotSame(dead, runtime.NextShard());
    }

    [Fact]
    public async Task A_join_that_is_given_up_leaves_the_waiting_room()
    {
        await using var server = await TestServer.StartAsync();
        await using var host = await server.JoinAsync("Host");
        await host.RequestAsync(id => new Request.SetWaitingRoom { Id = id, Enabled = true }, Cancelled);
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var waiting = PlenumClient.JoinAsync(server.Options("Ann"), impatience.Token);
        Assert.Single((await host.RoomAsync<RoomEvent.WaitingChanged>()).Waiting);

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Empty((await host.RoomAsync<RoomEvent.WaitingChanged>()).Waiting);
    }

    [Fact]
    public async Task Sockets_are_closed_with_their_client()
    {
        await using var server = await TestServer.StartAsync();
        await using var runtime = new ClientRuntime();
        var ann = await TestServer.JoinAsync(server.Options("Ann", Tracks.Microphone) with { Runtime = runtime });
        await using var bob = await server.JoinAsync("Bob");
        await ann.LocalTracks[0].WaitUntilActiveAsync(Cancelled);
        Assert.Equal(1, runtime.Connections);

        await ann.DisposeAsync();

        Assert.True(SpinWait.SpinUntil(() => runtime.Connections == 0, TimeSpan.FromSeconds(30)));
    }

    private static async Task<ErrorCode?> RefusalAsync(PlenumClientOptions options) =>
        (await Assert.ThrowsAsync<PlenumClientException>(() => TestServer.JoinAsync(options))).Code;
}
