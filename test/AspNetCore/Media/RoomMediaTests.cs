using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.AspNetCore.Telemetry;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Engine.Sfu;
using Plenum.Media;
using Plenum.Media.Shedding;
using Plenum.Rooms;
using Plenum.Rtc.Peers;
using ParticipantId = Plenum.Rooms.ParticipantId;
using PublicationId = Plenum.Rooms.PublicationId;

namespace Plenum.AspNetCore.Tests.Media;

/// <summary>A room's media between the room and a real SFU, without the mailbox around it.</summary>
public sealed class RoomMediaTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<(ParticipantId To, MediaNotice Notice)> _notices = [];
    private readonly Room _room = new(RoomName.Parse("r"), new RoomSettings { Topology = TopologyMode.Sfu }, Now);
    private MediaPlane _plane = null!;
    private RoomMedia _media = null!;
    private int _wakes;
    private long _connections;

    public async ValueTask InitializeAsync()
    {
        var options = new PlenumOptions();
        (options.Media.Address, options.Media.Port, options.Media.Shards) = ("127.0.0.1", 0, 1);
        _plane = new MediaPlane(
            Microsoft.Extensions.Options.Options.Create(options),
            new PlenumMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()),
            NullLogger<MediaPlane>.Instance);
        await _plane.StartAsync(TestContext.Current.CancellationToken);
        _media = new RoomMedia(_plane.OpenRoom, _room, (to, notice) => _notices.Add((to, notice)), () => _wakes++);
    }

    public async ValueTask DisposeAsync()
    {
        await _plane.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    [Fact]
    public void Slots_are_filled_by_the_plan_and_told_after_each_negotiation()
    {
        Join("ann", TrackSource.Camera, TrackSource.Microphone);
        Join("bob");
        Connect("bob", slots: 2);

        Assert.Equal(["ann.Camera", "ann.Microphone"], SlotsOf("bob"));
        _notices.Clear();
        _media.Settle();
        Assert.Empty(_notices);
        Connect("bob", slots: 2, connection: _connection);
        Assert.Equal(["ann.Camera", "ann.Microphone"], SlotsOf("bob"));
    }

    [Fact]
    public void What_is_unpublished_makes_its_slot_free_and_what_comes_gets_one()
    {
        Join("ann", TrackSource.Camera);
        Join("bob");
        Connect("bob", slots: 1);
        Do(me => new RoomCommand.Unpublish(me, Cid.Parse("Camera")), "ann");
        Assert.Empty(SlotsOf("bob"));

        Do(me => new RoomCommand.Publish(me, new TrackSpec(Cid.Parse("Screen"), TrackSource.Screen)), "ann");
        Assert.Equal(["ann.Screen"], SlotsOf("bob"));
    }

    [Fact]
    public void What_is_left_out_is_told_to_everybody_and_to_who_comes_meanwhile_and_once()
    {
        Join("ann");
        Connect("ann", slots: 1);
        Tell(new SfuEvent.LoadChanged(ShedKind.Layers));
        Join("bob");
        Connect("bob", slots: 1);
        Connect("bob", slots: 1, connection: _connection);
        Tell(new SfuEvent.LoadChanged(ShedKind.Nothing));
        Join("eve");
        Connect("eve", slots: 1);

        foreach (var name in new[] { "ann", "bob" })
            Assert.Equal([ShedKind.Layers, ShedKind.Nothing], LoadOf(name));
        Assert.Empty(LoadOf("eve"));

        IEnumerable<ShedKind> LoadOf(string name) => _notices
            .Where(told => told.To == Id(name)).Select(told => told.Notice).OfType<MediaNotice.Load>().Select(load => load.Kind);
    }

    [Fact]
    public void Where_slots_are_short_mutes_and_voices_decide()
    {
        Join("ann", TrackSource.Microphone);
        Join("eve", TrackSource.Microphone);
        Join("bob");
        Connect("bob", slots: 1);
        Assert.Equal(["ann.Microphone"], SlotsOf("bob"));

        Tell(new SfuEvent.SpeakerChanged(new("eve")));
        Assert.Equal(["eve.Microphone"], SlotsOf("bob"));
        Do(me => new RoomCommand.UpdatePublication(me, Cid.Parse("Microphone"), true, null, null), "eve");
        Assert.Equal(["ann.Microphone"], SlotsOf("bob"));
    }

    [Fact]
    public void Where_slots_are_short_what_the_client_shows_comes_first()
    {
        Join("ann", TrackSource.Camera);
        Join("eve", TrackSource.Camera);
        Join("bob");
        Connect("bob", slots: 1);

        _media.SetViewports(new(Id("bob"), new Dictionary<PublicationId, Viewport>
        {
            [new(Id("ann"), Cid.Parse("Camera"))] = new(640, 360, IsVisible: false),
        }));
        _media.Settle();
        Assert.Equal(["eve.Camera"], SlotsOf("bob"));
    }

    [Fact]
    public void Where_there_are_slots_enough_voices_move_nothing()
    {
        Join("ann", TrackSource.Microphone);
        Join("eve", TrackSource.Microphone);
        Join("bob");
        Connect("bob", slots: 2);
        _notices.Clear();

        Tell(new SfuEvent.SpeakerChanged(new("eve")));
        Assert.Equal(new MediaNotice.Speaker(Id("eve")), Assert.Single(_notices).Notice);
    }

    [Fact]
    public async Task Who_leaves_is_disconnected_though_the_plan_stays_the_same()
    {
        Join("ann");
        Join("bob");
        Connect("bob", slots: 1);
        Assert.Equal(1, await ConnectionsAsync());

        Do(me => new RoomCommand.Leave(me), "bob");
        while (await ConnectionsAsync() > 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void When_the_shard_dies_everybody_is_told_and_the_next_offer_opens_the_room_anew()
    {
        Join("ann", TrackSource.Camera);
        Join("bob");
        Connect("ann", slots: 0);
        Connect("bob", slots: 1);
        _notices.Clear();

        Tell(new SfuEvent.RoomLost());
        Assert.Equal(
            [(Id("ann"), typeof(MediaNotice.Closed)), (Id("bob"), typeof(MediaNotice.Closed))],
            _notices.Select(told => (told.To, told.Notice.GetType())));

        Assert.IsType<OfferResult.Refused>(_media.Answer(Offer("bob", 1, _connection)));
        Connect("bob", slots: 1);
        Assert.Equal(["ann.Camera"], SlotsOf("bob"));
    }

    [Fact]
    public void A_connection_that_is_over_is_told_and_its_edges_stay()
    {
        Join("ann", TrackSource.Camera);
        Join("bob");
        Connect("bob", slots: 1);
        var edges = _room.Plan.Edges.Length;

        Tell(new SfuEvent.Closed(_connection, PeerCloseReason.ConsentExpired));
        Assert.Equal((Id("bob"), new MediaNotice.Closed(_connection, PeerCloseReason.ConsentExpired)), _notices[^1]);
        Assert.Equal(edges, _room.Plan.Edges.Length);
        var refused = Assert.IsType<OfferResult.Refused>(_media.Answer(Offer("bob", 1, _connection)));
        Assert.Equal(SfuRefusal.ConnectionNotFound, refused.Reason);
    }

    [Fact]
    public void However_much_happens_the_room_is_woken_once()
    {
        for (var i = 0; i < 100; i++)
            ((ISfuListener)_media).Tell(new SfuEvent.SpeakerChanged(new("ann")));
        Assert.Equal(1, _wakes);
        _media.TakeEvents();
        ((ISfuListener)_media).Tell(new SfuEvent.SpeakerChanged(new("ann")));
        Assert.Equal(2, _wakes);
    }

    [Fact]
    public void Events_of_what_nobody_knows_change_nothing()
    {
        Join("ann");
        Tell(new SfuEvent.Connected(new("gone")));
        Tell(new SfuEvent.Closed(new("gone"), PeerCloseReason.Local));
        Tell(new SfuEvent.LayersWanted(new("not an id"), 1));
        Tell(new SfuEvent.SpeakerChanged(new("not an id")));
        Assert.Empty(_notices);
    }

    [Fact]
    public void Layers_are_told_to_their_publisher_as_indices_and_again_when_it_is_back()
    {
        Join("ann", TrackSource.Camera);
        Join("bob");
        Connect("ann", slots: 0);
        Tell(new SfuEvent.LayersWanted(new("ann.Camera"), 0b101));
        var told = Assert.IsType<MediaNotice.LayersWanted>(_notices[^1].Notice);
        Assert.Equal((Id("ann"), "Camera"), (_notices[^1].To, told.Cid.Value));
        Assert.Equal([0, 2], told.Layers);

        _notices.Clear();
        _media.Remind(Id("ann"));
        Assert.Contains(_notices, notice => notice.Notice is MediaNotice.LayersWanted { Layers: [0, 2] });
    }

    [Fact]
    public void Who_can_be_told_hears_what_the_group_decodes_and_hears_it_again_when_it_is_back()
    {
        Join("ann", TrackSource.Camera);
        Connect("ann", slots: 0, encodes: [VideoCodec.Vp8, VideoCodec.Vp9]);
        Assert.Equal(VideoCodec.Vp8, CodecOf("ann"));

        Join("bob");
        Connect("bob", slots: 1, codec: "VP9");
        Assert.Equal(VideoCodec.Vp9, CodecOf("ann"));
        Assert.DoesNotContain(_notices, told => told.To == Id("bob") && told.Notice is MediaNotice.CodecWanted);

        Do(me => new RoomCommand.Leave(me), "bob");
        Assert.Equal(VideoCodec.Vp8, CodecOf("ann"));
        _notices.Clear();
        _media.Remind(Id("ann"));
        Assert.Equal(VideoCodec.Vp8, CodecOf("ann"));
    }

    [Fact]
    public async Task Without_an_SFU_offers_are_refused()
    {
        Join("ann");
        await _plane.StopAsync(CancellationToken.None);
        var refused = Assert.IsType<OfferResult.Refused>(_media.Answer(Offer("ann", 1)));
        Assert.Equal(SfuRefusal.Unavailable, refused.Reason);
        Assert.IsType<OfferResult.Refused>(_media.Answer(Offer("nobody", 1)));
    }

    [Fact]
    public void A_room_that_found_no_shard_looks_for_one_again_with_the_next_offer()
    {
        var opened = 0;
        _media = new RoomMedia(
            (name, listener) =>
            {
                var sfu = _plane.OpenRoom(name, listener);
                if (++opened == 1)
                    sfu!.Close();
                return sfu;
            },
            _room,
            (_, _) => { },
            () => { });
        Join("ann");

        Assert.Equal(SfuRefusal.Unavailable, Assert.IsType<OfferResult.Refused>(_media.Answer(Offer("ann", 1))).Reason);
        Assert.IsType<OfferResult.Accepted>(_media.Answer(Offer("ann", 1)));
    }

    [Fact]
    public async Task A_port_that_is_taken_stops_the_start_and_says_what_to_do()
    {
        using var other = new System.Net.Sockets.UdpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var port = ((System.Net.IPEndPoint)other.Client.LocalEndPoint!).Port;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestHost.StartAsync(options => options.Media.Port = port));

        Assert.Contains($"{port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Plenum:Media:Port", error.Message, StringComparison.Ordinal);
    }

    private ConnectionKey _connection;

    private static ParticipantId Id(string name) => ParticipantId.Parse(name);

    private void Join(string name, params TrackSource[] sources) => Do(
        me => new RoomCommand.Join(me, new(++_connections))
        {
            Identity = Identity.Of(me),
            Name = name,
            Publications = [.. sources.Select(source => new TrackSpec(Cid.Parse(source.ToString()), source))],
        },
        name);

    private void Do(Func<ParticipantId, RoomCommand> command, string name)
    {
        Assert.IsNotType<RoomReply.Refused>(_room.Handle(command(Id(name)), Now).Reply);
        _media.Settle();
    }

    private void Connect(
        string name, int slots, ConnectionKey? connection = null, VideoCodec[]? encodes = null, string codec = "VP8")
    {
        var offer = Offer(name, slots, connection) with { Encodes = encodes ?? [] };
        offer = offer with { Sdp = offer.Sdp.Replace("VP8/", codec + "/", StringComparison.Ordinal) };
        _connection = Assert.IsType<OfferResult.Accepted>(_media.Answer(offer)).Connection;
        _media.Settle();
    }

    private VideoCodec CodecOf(string name) => _notices
        .Where(told => told.To == Id(name)).Select(told => told.Notice).OfType<MediaNotice.CodecWanted>().Last().Codec;

    private static MediaRequest.Offer Offer(string name, int slots, ConnectionKey? connection = null) =>
        new(Id(name), TestOffers.Of([.. Enumerable.Range(0, slots).SelectMany(_ => new[] { TestOffers.Audio("recvonly"), TestOffers.Video("recvonly") }), TestOffers.Audio("sendonly")]))
        {
            Tracks = new Dictionary<string, Cid>(),
            Connection = connection,
        };

    private void Tell(SfuEvent happened)
    {
        ((ISfuListener)_media).Tell(happened);
        _media.TakeEvents();
        _media.Settle();
    }

    private IEnumerable<string> SlotsOf(string name) => _notices
        .Where(told => told.To == Id(name)).Select(told => told.Notice).OfType<MediaNotice.Slots>().Last()
        .Bound.Values.Select(id => id.ToString()).Order();

    private async Task<int> ConnectionsAsync()
    {
        var state = await _plane.Node!.DescribeAsync();
        return state.Shards.Sum(shard => shard.Rooms.Sum(room => room.Connections.Length));
    }
}
