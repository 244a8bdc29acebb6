using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class NegotiationTests
{
    private static Task<ServerMessage> JoinOfferingAsync(TestClient client, string sdp) => client.RequestAsync(id => new Request.Join
    {
        Id = id,
        Room = "r",
        Name = "Ann",
        Offer = new MediaOffer { Sdp = sdp, Tracks = new Dictionary<string, string>() },
    });

    private static readonly string Offer = TestOffers.Of(
        TestOffers.Audio("sendonly"), TestOffers.Audio("recvonly"), TestOffers.Video("recvonly"));

    [Fact]
    public async Task An_offer_is_answered_and_what_the_slots_show_follows()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r", "Ann", "cam");

        var reply = Assert.IsType<ServerMessage.Negotiated>(await ann.RequestAsync(id => Negotiate(id, Offer)));

        Assert.Contains("a=setup:passive", reply.Answer.Sdp, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", reply.Answer.Sdp, StringComparison.Ordinal);
        var slots = await ann.MessageAsync<ServerMessage.Slots>();
        Assert.Equal(reply.Answer.Connection, slots.Connection);
        Assert.Empty(slots.Bound);
    }

    [Fact]
    public async Task A_connection_is_negotiated_anew_under_its_name()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");
        var first = Assert.IsType<ServerMessage.Negotiated>(await ann.RequestAsync(id => Negotiate(id, Offer)));

        var restart = Offer.Replace(TestOffers.Ufrag, "efgh", StringComparison.Ordinal);
        var second = Assert.IsType<ServerMessage.Negotiated>(
            await ann.RequestAsync(id => Negotiate(id, restart, first.Answer.Connection)));

        Assert.Equal(first.Answer.Connection, second.Answer.Connection);
        Assert.NotEqual(first.Answer.Sdp, second.Answer.Sdp);
    }

    [Fact]
    public async Task Nobody_negotiates_the_connection_of_somebody_else()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");
        await using var bob = await host.JoinAsync("r");
        var own = Assert.IsType<ServerMessage.Negotiated>(await ann.RequestAsync(id => Negotiate(id, Offer)));

        Assert.Equal(ErrorCode.ConnectionNotFound, await bob.ErrorAsync(id => Negotiate(id, Offer, own.Answer.Connection)));
        Assert.Equal(ErrorCode.ConnectionNotFound, await bob.ErrorAsync(id => Negotiate(id, Offer, "")));
    }

    [Theory]
    [InlineData("hello", ErrorCode.BadDescription)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n", ErrorCode.BadDescription)]
    public async Task An_offer_that_cannot_be_answered_is_refused(string sdp, ErrorCode code)
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");

        Assert.Equal(code, await ann.ErrorAsync(id => Negotiate(id, sdp)));
    }

    [Fact]
    public async Task A_track_that_is_not_published_does_not_harm_the_offer()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r", "Ann", "cam");

        Assert.IsType<ServerMessage.Negotiated>(await ann.RequestAsync(id => Negotiate(id, Offer, null, ("0", "mic"))));
        Assert.Equal(ErrorCode.InvalidArgument, await ann.ErrorAsync(id => Negotiate(id, Offer, null, ("0", "a b"))));
        Assert.IsType<ServerMessage.Negotiated>(await ann.RequestAsync(id => Negotiate(id, Offer, null, ("0", "cam"))));
    }

    [Fact]
    public async Task In_the_waiting_room_there_is_no_media()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");
        await ann.OkAsync(id => new Request.SetWaitingRoom { Id = id, Enabled = true });
        await using var bob = await host.ConnectAsync();
        Assert.IsType<ServerMessage.Waiting>(await bob.RequestAsync(id => new Request.Join { Id = id, Room = "r", Name = "Bob" }));

        Assert.Equal(ErrorCode.Unavailable, await bob.ErrorAsync(id => Negotiate(id, Offer)));
    }

    [Fact]
    public async Task A_mesh_needs_no_connection_and_the_offer_of_a_join_stays_without_an_answer()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.ConnectAsync();

        var reply = await JoinOfferingAsync(ann, Offer);

        Assert.Null(Assert.IsType<ServerMessage.Welcome>(reply).Answer);
    }

    [Fact]
    public async Task Viewports_are_taken_and_bounded()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");
        var tile = new Viewport { Publication = "bob.cam", Width = int.MaxValue, Height = -1, Visible = true };

        await ann.OkAsync(id => new Request.Viewports { Id = id, Tiles = [tile] });
        Assert.Equal(ErrorCode.InvalidArgument, await ann.ErrorAsync(id => new Request.Viewports { Id = id, Tiles = [tile, tile] }));
        Assert.Equal(
            ErrorCode.InvalidArgument,
            await ann.ErrorAsync(id => new Request.Viewports { Id = id, Tiles = [tile with { Publication = "nobody" }] }));
        Assert.Equal(
            ErrorCode.InvalidArgument,
            await ann.ErrorAsync(id => new Request.Viewports { Id = id, Tiles = [.. Enumerable.Repeat(tile, 257)] }));
    }

    [Fact]
    public async Task A_join_with_an_offer_that_makes_no_sense_is_a_join_nevertheless()
    {
        await using var host = await SfuHostAsync();
        await using var ann = await host.ConnectAsync();

        var reply = await JoinOfferingAsync(ann, "hello");

        Assert.Null(Assert.IsType<ServerMessage.Welcome>(reply).Answer);
        Assert.Equal(ErrorCode.BadDescription, await ann.ErrorAsync(id => Negotiate(id, "hello")));
        await ann.OkAsync(id => new Request.Chat { Id = id, Text = "still here" });
    }

    [Fact]
    public async Task In_a_room_on_the_SFU_the_offer_of_a_join_is_answered_though_nobody_publishes()
    {
        await using var host = await SfuHostAsync();
        await using var ann = await host.ConnectAsync();

        var reply = await JoinOfferingAsync(ann, Offer);

        Assert.NotNull(Assert.IsType<ServerMessage.Welcome>(reply).Answer);
    }

    [Fact]
    public async Task A_hundred_sections_as_browsers_write_them_fit_into_a_message()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");
        var padding = string.Join("\n", Enumerable.Repeat($"a=rtcp-fb:96 {new string('x', 60)}", 25));
        var section = $"{TestOffers.Video("recvonly")}\n{padding}";

        var reply = await ann.RequestAsync(id => Negotiate(id, TestOffers.Of([.. Enumerable.Repeat(section, 100)])));

        Assert.IsType<ServerMessage.Negotiated>(reply);
    }

    [Fact]
    public async Task A_flood_of_offers_is_held_back_and_harms_nothing_else()
    {
        var clock = new ManualTimeProvider();
        await using var host = await TestHost.StartAsync(options => options.Signaling.OfferBurst = 3, clock);
        await using var ann = await host.JoinAsync("r");
        for (var i = 0; i < 3; i++)
            Assert.IsType<ServerMessage.Negotiated>(await ann.RequestAsync(id => Negotiate(id, Offer)));

        var held = Assert.IsType<ServerMessage.Error>(await ann.RequestAsync(id => Negotiate(id, Offer)));
        Assert.Equal((ErrorCode.RateLimited, 500), (held.Code, held.RetryAfterMs));
        await ann.OkAsync(id => new Request.Chat { Id = id, Text = "hello" });
        clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.IsType<ServerMessage.Negotiated>(await ann.RequestAsync(id => Negotiate(id, Offer)));
    }

    [Fact]
    public async Task A_signal_is_not_as_large_as_an_offer_may_be()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r", "Ann", "cam");
        await using var bob = await host.JoinAsync("r", "Bob");

        Assert.Equal(ErrorCode.InvalidArgument, await ann.ErrorAsync(id => Signals.Offer(id, bob.Id, new string('x', 70_000))));
        await ann.OkAsync(id => Signals.Offer(id, bob.Id, new string('x', 60_000)));
    }

    [Fact]
    public async Task A_server_that_forwards_nothing_says_so()
    {
        await using var host = await TestHost.StartAsync(options => options.Media.Enabled = false);
        await using var ann = await host.JoinAsync("r");

        Assert.Equal(Topology.Mesh, ann.Snapshot.Room.Topology);
        Assert.Equal(ErrorCode.Unavailable, await ann.ErrorAsync(id => Negotiate(id, Offer)));
        Assert.Equal(ErrorCode.Unavailable, await ann.ErrorAsync(id => new Request.SetTopology { Id = id, Topology = Topology.Sfu }));
        await using var bot = await host.ConnectAsync();
        Assert.Equal(
            ErrorCode.Unavailable,
            await bot.ErrorAsync(id => new Request.Join { Id = id, Room = "r", Name = "Bot", Reach = Reach.Forward }));
    }

    [Fact]
    public async Task An_edge_that_no_plan_can_have_is_refused_and_one_that_this_plan_has_not_is_ignored()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r");

        Assert.Equal(ErrorCode.InvalidArgument, await ann.ErrorAsync(id => Report(id, "nonsense")));
        await ann.OkAsync(id => Report(id, $"bob.cam>{ann.Id}:forward"));
    }

    private static Request.EdgeState Report(long id, string edge) => new() { Id = id, Edge = edge, State = EdgeCondition.Up };

    private static Task<TestHost> SfuHostAsync() => TestHost.StartAsync(
        options => options.Rooms.Defaults = new Plenum.Rooms.RoomSettings { Topology = Plenum.Rooms.TopologyMode.Sfu });

    private static Request.Negotiate Negotiate(long id, string sdp, string? connection = null, params (string Mid, string Cid)[] tracks) => new()
    {
        Id = id,
        Offer = new MediaOffer
        {
            Sdp = sdp,
            Connection = connection,
            Tracks = tracks.ToDictionary(track => track.Mid, track => track.Cid),
        },
    };
}
