using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;
using Plenum.Rooms;
using EdgeCondition = Plenum.Protocol.EdgeCondition;
using EdgeVia = Plenum.Protocol.EdgeVia;
using RoomEvent = Plenum.Protocol.RoomEvent;

namespace Plenum.AspNetCore.Tests.Media;

/// <summary>Calls through the real SFU, from the join to the picture, with clients on UDP sockets.</summary>
public sealed class SfuCallTests
{
    [Fact]
    public async Task The_offer_of_a_join_is_answered_in_the_welcome_and_sound_and_pictures_flow()
    {
        await using var host = await SfuHostAsync();
        await using var ann = await Caller.JoinAsync(host, "r", 1, publishes: true, slots: 1);
        ann.Media.IsSilent = true;
        await using var bob = await Caller.JoinAsync(host, "r", 2, publishes: true, slots: 1);

        var slots = await bob.SlotsShowAsync(ann.Camera, ann.Microphone);

        Assert.Equal(bob.Media.Connection, slots.Connection);
        Assert.Equal(ann.Camera, slots.Bound["v0"]);
        await ann.SlotsShowAsync(bob.Camera, bob.Microphone);
        await bob.Media.UntilAsync("bob sees and hears ann", Gets(1));
        await ann.Media.UntilAsync("ann sees and hears bob", Gets(2));
        Assert.Equal(bob.Signaling.Id, await SpeakerAsync(ann, bob.Signaling.Id));
    }

    [Fact]
    public async Task A_call_moves_from_the_mesh_to_the_SFU_and_back_on_the_subscribers_word()
    {
        await using var host = await TestHost.StartAsync(
            options => options.Rooms.Defaults = new RoomSettings { MoveTimeout = TimeSpan.FromMinutes(5) });
        await using var ann = await Caller.JoinAsync(host, "r", 1, publishes: true, slots: 0);
        await using var bob = await Caller.JoinAsync(host, "r", 2, publishes: false, slots: 1);
        Assert.Null(bob.Media.Connection);

        await ann.Signaling.OkAsync(id => new Request.SetTopology { Id = id, Topology = Topology.Sfu });
        var risen = (await bob.Signaling.EventAsync<RoomEvent.PlanChanged>()).Added;
        Assert.All(risen, edge => Assert.Equal(EdgeVia.Forward, edge.Via));
        await ann.NegotiateAsync();
        await bob.NegotiateAsync();
        await bob.Media.UntilAsync("bob sees and hears ann", Gets(1));
        foreach (var edge in risen)
        {
            await bob.ReportAsync(edge, EdgeCondition.Up);
            Assert.EndsWith(":direct", Assert.Single((await bob.Signaling.EventAsync<RoomEvent.PlanChanged>()).Removed), StringComparison.Ordinal);
        }

        await ann.Signaling.OkAsync(id => new Request.SetTopology { Id = id, Topology = Topology.Mesh });
        var back = (await bob.Signaling.EventAsync<RoomEvent.PlanChanged>()).Added;
        await bob.ReportAsync(back[0], EdgeCondition.Failed);
        Assert.Equal([back[0].Id], (await bob.Signaling.EventAsync<RoomEvent.PlanChanged>()).Removed);
        await bob.ReportAsync(back[1], EdgeCondition.Up);
        Assert.EndsWith(":forward", Assert.Single((await bob.Signaling.EventAsync<RoomEvent.PlanChanged>()).Removed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fifth_brings_the_SFU_and_its_own_join_is_answered_at_once()
    {
        await using var host = await TestHost.StartAsync();
        var first = await host.JoinAsync("r", "First", "cam");
        for (var i = 2; i <= 4; i++)
            await host.JoinAsync("r", "Next", "cam");

        await using var fifth = await Caller.JoinAsync(host, "r", 5, publishes: true, slots: 4);

        Assert.NotNull(fifth.Media.Connection);
        Assert.All(fifth.Signaling.Snapshot.Edges, edge => Assert.Equal(EdgeVia.Forward, edge.Via));
        await first.MessageAsync<ServerMessage.Event>();
    }

    [Fact]
    public async Task A_direct_link_that_fails_moves_the_pair_to_the_SFU()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await Caller.JoinAsync(host, "r", 1, publishes: true, slots: 0);
        await using var bob = await Caller.JoinAsync(host, "r", 2, publishes: false, slots: 1);

        await bob.ReportAsync(bob.Signaling.Snapshot.Edges[0], EdgeCondition.Failed);
        await ann.NegotiateAsync();
        await bob.NegotiateAsync();

        await bob.Media.UntilAsync("bob sees and hears ann", Gets(1));
    }

    [Fact]
    public async Task Strain_moves_an_automatic_call()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(clock: clock);
        await using var ann = await host.JoinAsync("r", "Ann", "cam");
        await using var bob = await host.JoinAsync("r", "Bob");
        await bob.OkAsync(id => new Request.Strain { Id = id, Uplink = false, Cpu = true });

        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(EdgeVia.Forward, Assert.Single((await bob.EventAsync<RoomEvent.PlanChanged>()).Added).Via);
    }

    [Fact]
    public async Task After_a_drop_the_media_goes_on_and_the_resume_says_what_the_slots_show()
    {
        await using var host = await SfuHostAsync();
        await using var ann = await Caller.JoinAsync(host, "r", 1, publishes: true, slots: 0);
        await using var bob = await Caller.JoinAsync(host, "r", 2, publishes: false, slots: 1);
        await bob.Media.UntilAsync("bob sees and hears ann", Gets(1));

        bob.Signaling.Socket.Abort();
        await using var again = await host.ConnectAsync();
        var resumed = Assert.IsType<ServerMessage.Resumed>(
            await again.ResumeAsync(bob.Signaling.Session.ResumeToken, bob.Signaling.LastSeq));

        Assert.Null(resumed.Answer);
        var slots = await again.MessageAsync<ServerMessage.Slots>();
        Assert.Equal((bob.Media.Connection, 2), (slots.Connection, slots.Bound.Count));
        await bob.Media.UntilAsync("the picture goes on", Shows(more: 3, bob));
    }

    [Fact]
    public async Task A_publisher_that_is_back_hears_which_layers_are_wanted()
    {
        await using var host = await SfuHostAsync();
        await using var ann = await Caller.JoinAsync(host, "r", 1, publishes: true, slots: 0);
        await using var bob = await Caller.JoinAsync(host, "r", 2, publishes: false, slots: 1);
        await bob.Media.UntilAsync("bob sees and hears ann", Gets(1));
        await ann.Signaling.MessageAsync<ServerMessage.LayersWanted>();

        ann.Signaling.Socket.Abort();
        await using var again = await host.ConnectAsync();
        await again.ResumeAsync(ann.Signaling.Session.ResumeToken, ann.Signaling.LastSeq);

        Assert.Equal("camera", (await again.MessageAsync<ServerMessage.LayersWanted>()).Cid);
    }

    [Fact]
    public async Task A_resume_restarts_ICE_in_its_own_round_trip()
    {
        await using var host = await SfuHostAsync();
        await using var ann = await Caller.JoinAsync(host, "r", 1, publishes: true, slots: 0);
        await using var bob = await Caller.JoinAsync(host, "r", 2, publishes: false, slots: 1);
        await bob.Media.UntilAsync("bob sees and hears ann", Gets(1));
        bob.Signaling.Socket.Abort();

        await using var again = await host.ConnectAsync();
        var reply = await again.RequestAsync(id => new Request.Resume
        {
            Id = id,
            Token = bob.Signaling.Session.ResumeToken,
            LastSeq = bob.Signaling.LastSeq,
            Offer = bob.Media.Offer(restartsIce: true),
        });

        var answer = Assert.IsType<ServerMessage.Resumed>(reply).Answer;
        Assert.Equal(bob.Media.Connection, answer?.Connection);
        bob.Media.Take(answer!);
        await bob.Media.UntilAsync("the picture goes on", Shows(more: 3, bob));
    }

    [Fact]
    public async Task After_a_restart_of_the_server_an_offer_without_a_connection_is_answered()
    {
        var keys = new EphemeralDataProtectionProvider();
        var before = await SfuHostAsync(keys);
        await using var bob = await Caller.JoinAsync(before, "r", 2, publishes: true, slots: 1);
        var stale = bob.Media.Offer();
        await before.DisposeAsync();

        await using var after = await SfuHostAsync(keys);
        await using var again = await after.ConnectAsync();
        var reply = await again.RequestAsync(id => new Request.Resume
        {
            Id = id,
            Token = bob.Signaling.Session.ResumeToken,
            LastSeq = bob.Signaling.LastSeq,
            Offer = stale,
        });

        Assert.Null(Assert.IsType<ServerMessage.Welcome>(reply).Answer);
        Assert.Equal(ErrorCode.ConnectionNotFound, await again.ErrorAsync(id => new Request.Negotiate { Id = id, Offer = stale }));
        Assert.IsType<ServerMessage.Negotiated>(
            await again.RequestAsync(id => new Request.Negotiate { Id = id, Offer = stale with { Connection = null } }));
    }

    [Fact]
    public async Task Who_leaves_has_no_connection_any_more()
    {
        await using var host = await SfuHostAsync();
        await using var ann = await Caller.JoinAsync(host, "r", 1, publishes: false, slots: 1);
        await using var bob = await Caller.JoinAsync(host, "r", 2, publishes: false, slots: 1);
        await bob.Media.UntilAsync("bob is connected", peer => peer.IsConnected);

        await bob.Signaling.OkAsync(id => new Request.Leave { Id = id });

        await bob.Media.UntilAsync("the server says goodbye", peer => !peer.IsConnected);
    }

    [Fact]
    public async Task When_a_shard_dies_everybody_is_told_connects_anew_and_the_call_goes_on()
    {
        await using var host = await SfuHostAsync();
        await using var ann = await Caller.JoinAsync(host, "r", 1, publishes: true, slots: 0);
        await using var bob = await Caller.JoinAsync(host, "r", 2, publishes: false, slots: 1);
        await bob.Media.UntilAsync("bob sees and hears ann", Gets(1));

        host.Services.GetRequiredService<MediaPlane>().Node!.Hosts.Single().Shard
            .Post(() => throw new InvalidOperationException("a bug in the loop"));

        await ann.ReconnectAsync(new MediaClient(1, publishes: true, slots: 0));
        await bob.ReconnectAsync(new MediaClient(2, publishes: false, slots: 1));
        await bob.Media.UntilAsync("bob sees and hears ann again", Gets(1));
        await ann.Signaling.OkAsync(id => new Request.Chat { Id = id, Text = "still here" });
    }

    private static Task<TestHost> SfuHostAsync(IDataProtectionProvider? keys = null) => TestHost.StartAsync(
        options => options.Rooms.Defaults = new RoomSettings { Topology = TopologyMode.Sfu }, keys: keys);

    private static Func<Plenum.Simulation.Clients.SfuClient, bool> Gets(int publisher) => peer =>
    {
        var (video, audio) = (peer.Video["v0"], peer.Audio["a0"]);
        Assert.Empty(video.Violations);
        return video.Frames > 3 && video.Publisher == publisher && audio.Packets > 3 && audio.Publisher == publisher;
    };

    private static Func<Plenum.Simulation.Clients.SfuClient, bool> Shows(int more, Caller caller)
    {
        var before = caller.Media.Peer.Video["v0"].Frames;
        return peer => peer.Video["v0"].Frames >= before + more;
    }

    private static async Task<string> SpeakerAsync(Caller caller, string expected)
    {
        while (true)
        {
            var speaker = (await caller.Signaling.MessageAsync<ServerMessage.Speaker>()).Participant;
            if (speaker == expected)
                return speaker;
        }
    }
}
