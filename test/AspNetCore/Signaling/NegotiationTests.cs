using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class NegotiationTests
{
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
    public async Task A_track_that_is_not_published_cannot_be_sent()
    {
        await using var host = await TestHost.StartAsync();
        await using var ann = await host.JoinAsync("r", "Ann", "cam");

        Assert.Equal(ErrorCode.BadDescription, await ann.ErrorAsync(id => Negotiate(id, Offer, null, ("0", "mic"))));
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

        var reply = await ann.RequestAsync(id => new Request.Join
        {
            Id = id,
            Room = "r",
            Name = "Ann",
            Offer = new MediaOffer { Sdp = Offer, Tracks = new Dictionary<string, string>() },
        });

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
