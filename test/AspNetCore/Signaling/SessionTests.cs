using System.Net;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class SessionTests
{
    [Fact]
    public async Task The_first_in_an_open_room_is_host_and_the_next_a_member_who_sees_the_first()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r", "Ann", "cam");
        await using var bob = await host.JoinAsync("r", "Bob", "cam");

        Assert.Equal(ParticipantRole.Host, bob.Snapshot.Participants[0].Role);
        Assert.Equal(ParticipantRole.Member, bob.Snapshot.Participants[1].Role);
        Assert.Equal(["Ann", "Bob"], bob.Snapshot.Participants.Select(participant => participant.Name));
        Assert.Equal(2, bob.Snapshot.Edges.Count);
        Assert.Equal(bob.Id, (await ann.EventAsync<RoomEvent.ParticipantJoined>()).Participant.Id);
        Assert.Equal(2, (await ann.EventAsync<RoomEvent.PlanChanged>()).Added.Count);
    }

    [Fact]
    public async Task Signals_reach_the_other_end_as_they_were_sent_and_in_order()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r", "Ann", "cam");
        await using var bob = await host.JoinAsync("r", "Bob");

        await ann.OkAsync(id => Signals.Offer(id, bob.Id, "v=0\r\na=ice-ufrag:+/\u00e9\r\n"));
        await ann.OkAsync(id => Signals.Candidate(id, bob.Id, "candidate:1 1 udp 1 192.0.2.1 9 typ host"));

        var offer = await bob.EventAsync<RoomEvent.Signaled>();
        var candidate = await bob.EventAsync<RoomEvent.Signaled>();
        Assert.Equal(ann.Id, offer.From);
        Assert.Equal("v=0\r\na=ice-ufrag:+/\u00e9\r\n", offer.Data.Description!.Sdp);
        Assert.Equal("candidate:1 1 udp 1 192.0.2.1 9 typ host", candidate.Data.Candidate!.Candidate);
    }

    [Fact]
    public async Task A_reply_comes_before_the_events_that_its_request_caused()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");
        await ann.SendAsync(new Request.Chat { Id = 2, Text = "hello" });

        Assert.Equal(2, Assert.IsType<ServerMessage.Ok>(await ann.TryReceiveAsync()).Re);
        Assert.IsType<RoomEvent.ChatReceived>(Assert.IsType<ServerMessage.Event>(await ann.TryReceiveAsync()).Body);
    }

    [Fact]
    public async Task Who_leaves_is_answered_and_closed_and_the_others_are_told()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");
        await using var bob = await host.JoinAsync("r");

        await bob.OkAsync(id => new Request.Leave { Id = id });

        Assert.Equal(CloseCode.Left, await bob.ClosedAsync());
        var left = await ann.EventAsync<RoomEvent.ParticipantLeft>();
        Assert.Equal((bob.Id, LeaveReason.Left), (left.Participant, left.Reason));
    }

    [Fact]
    public async Task A_refused_join_may_be_tried_again_on_the_same_socket()
    {
        await using var host = await TestHost.StartAsync();
        await using var client = await host.ConnectAsync();

        Assert.Equal(ErrorCode.InvalidArgument, await client.ErrorAsync(id => new Request.Join { Id = id, Room = "" }));
        await client.JoinAsync("r");
    }

    [Fact]
    public async Task Who_waits_gets_in_when_a_host_admits_them_and_keeps_the_new_token()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r", "Ann");
        await ann.OkAsync(id => new Request.SetWaitingRoom { Id = id, Enabled = true });
        await using var bob = await host.ConnectAsync();
        Assert.IsType<ServerMessage.Waiting>(await bob.RequestAsync(id => new Request.Join { Id = id, Room = "r", Name = "Bob" }));
        Assert.Equal(bob.Id, (await ann.EventAsync<RoomEvent.WaitingChanged>()).Waiting[0].Id);

        await ann.OkAsync(id => new Request.Admit { Id = id, Participant = bob.Id });

        Assert.Equal(2, (await bob.EventAsync<RoomEvent.Admitted>()).Snapshot.Participants.Count);
        Assert.NotEqual(bob.Session.ResumeToken, (await bob.EventAsync<RoomEvent.SessionRenewed>()).ResumeToken);
    }

    [Fact]
    public async Task A_socket_that_is_lost_while_the_room_decides_leaves_nobody_behind()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(options => options.Signaling.MaxSocketsPerAddress = 2, clock);
        await using var ann = await host.JoinAsync("r", "Ann");
        var bob = await host.ConnectAsync();
        await bob.ErrorAsync(id => new Request.Chat { Id = id, Text = "Is the session there?" });

        // The room takes up the join and gets no further; meanwhile the socket goes, and its place is free again.
        clock.Gate.Reset();
        await bob.SendAsync(new Request.Join { Id = 2, Room = "r", Name = "Bob" });
        await clock.SomebodyWaits.Task;
        await bob.DisposeAsync();
        while (await Handshake.StatusAsync(host.Rtc) != HttpStatusCode.SwitchingProtocols)
            await Task.Yield();

        clock.Gate.Set();
        var joined = await ann.EventAsync<RoomEvent.ParticipantJoined>();
        var updated = await ann.EventAsync<RoomEvent.ParticipantUpdated>();
        Assert.Equal((joined.Participant.Id, false), (updated.Participant.Id, updated.Participant.Connected));
    }

    [Fact]
    public async Task A_room_of_another_name_hears_nothing()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");
        await using var other = await host.JoinAsync("R");
        await ann.OkAsync(id => new Request.Chat { Id = id, Text = "hello" });

        await other.SendAsync(new Request.RefreshIceServers { Id = 2 });

        Assert.IsType<ServerMessage.IceServers>(await other.TryReceiveAsync());
    }

    [Fact]
    public async Task A_server_that_stops_says_so_and_takes_no_more()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");

        var stopping = host.StopAsync();

        Assert.Equal(CloseCode.ServerStopping, await ann.ClosedAsync());
        await stopping;
    }
}
