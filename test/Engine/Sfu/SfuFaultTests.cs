using Plenum.Engine.Sfu;
using Plenum.Simulation.Clients;

namespace Plenum.Engine.Tests.Sfu;

public sealed class SfuFaultTests
{
    [Fact]
    public void A_shard_that_dies_is_replaced_and_its_rooms_are_told()
    {
        using var rig = new SfuRig();
        rig.Join(camera: true);
        Assert.True(SfuRig.Eventually(() => rig.Listener.Heard<SfuEvent.Connected>(_ => true)));
        var port = rig.Server.Locals[0].Port;

        rig.Server.Post(() => throw new InvalidOperationException("a bug in the loop"));

        Assert.True(SfuRig.Eventually(() => rig.Listener.Heard<SfuEvent.RoomLost>(_ => true)));
        Assert.True(Assert.Single(rig.Faults).EndsShard);
        var refused = Assert.IsType<SfuAnswer.Refused>(rig.Room.Connect(new() { Participant = new("x"), Sdp = "" }));
        Assert.Equal(SfuRefusal.Unavailable, refused.Reason);
        Assert.Equal(port, rig.Server.Locals[0].Port);

        rig.Reopen();
        var (client, _) = rig.Join(camera: true);
        Assert.True(SfuRig.Eventually(() => client.IsConnected), "the new shard does not serve");
    }

    [Fact]
    public void A_bug_in_one_room_ends_that_room_alone()
    {
        using var rig = new SfuRig();
        var (_, connection) = rig.Join(camera: true);
        var others = new Listener();
        var other = rig.Node.OpenRoom("other", others);
        Assert.True(SfuRig.Eventually(() => rig.Listener.Heard<SfuEvent.Connected>(_ => true)));
        var core = rig.Node.Hosts.Single().Core;

        core.Post(
            Shards.ShardRig.On(rig.Server, _ => core.Rooms.First()),
            _ => throw new InvalidOperationException("a bug in the room"));

        Assert.True(SfuRig.Eventually(() => rig.Listener.Heard<SfuEvent.RoomLost>(_ => true)));
        Assert.Equal("room", Assert.Single(rig.Faults).Room);
        Assert.False(rig.Listener.Heard<SfuEvent.Closed>(closed => closed.Connection == connection));
        Assert.False(others.Heard<SfuEvent.RoomLost>(_ => true));
        rig.Reopen(other);
        var (client, _) = rig.Join(camera: true);
        Assert.True(SfuRig.Eventually(() => client.IsConnected));
    }

    [Fact]
    public void A_bug_on_the_way_to_one_receiver_ends_that_receiver_alone()
    {
        using var rig = new SfuRig();
        rig.Join(camera: true);
        var viewers = WatchAll(rig, 1, 3);

        Break(rig, viewers[1].Connection);

        Assert.True(SfuRig.Eventually(() => rig.Listener.Heard<SfuEvent.Closed>(closed => closed.Connection == viewers[1].Connection)));
        AssertStillWatching(viewers[0].Client, viewers[2].Client);
        Assert.Null(Assert.Single(rig.Faults).Room);
        Assert.False(rig.Listener.Heard<SfuEvent.RoomLost>(_ => true));
    }

    [Fact]
    public void A_bug_in_what_a_publisher_sent_ends_the_publisher_alone()
    {
        using var rig = new SfuRig();
        var (_, poisoned) = rig.Join(camera: true);
        rig.Join(camera: true);
        var (poor, well) = (WatchAll(rig, 1, 3), WatchAll(rig, 2, 1));

        Break(rig, [.. poor.Select(viewer => viewer.Connection)]);

        Assert.True(SfuRig.Eventually(() => rig.Listener.Heard<SfuEvent.Closed>(closed => closed.Connection == poisoned)));
        AssertStillWatching(well[0].Client);
        Assert.All(poor, viewer => Assert.False(rig.Listener.Heard<SfuEvent.Closed>(closed => closed.Connection == viewer.Connection)));
        Assert.Null(Assert.Single(rig.Faults).Room);
        Assert.False(rig.Listener.Heard<SfuEvent.RoomLost>(_ => true));
    }

    [Fact]
    public async Task A_node_that_stops_says_goodbye()
    {
        using var rig = new SfuRig();
        var (client, _) = rig.Join(camera: true);
        Assert.True(SfuRig.Eventually(() => client.IsConnected));

        await rig.Node.StopAsync();

        Assert.True(SfuRig.Eventually(() => client.Peer.State == Rtc.Peers.PeerState.Closed));
    }

    private static List<(SfuClient Client, ConnectionKey Connection)> WatchAll(SfuRig rig, byte publisher, int count)
    {
        var viewers = Enumerable.Range(0, count).Select(_ => rig.Join(video: 1)).ToList();
        foreach (var (_, connection) in viewers)
            rig.Room.Bind(connection, "v0", SfuRig.CameraOf(publisher));
        Assert.True(SfuRig.Eventually(() => viewers.TrueForAll(viewer => viewer.Client.Video["v0"].Frames > 0)));
        return viewers;
    }

    /// <summary>A slot without its line: to send to it throws, whatever it is sent.</summary>
    private static void Break(SfuRig rig, params ConnectionKey[] connections) => Shards.ShardRig.On(rig.Server, _ =>
    {
        var room = rig.Node.Hosts.Single().Core.Rooms.Single();
        foreach (var connection in connections)
            room.Connections[connection].Lines["v0"].Slot.Tag = null;
        return true;
    });

    private static void AssertStillWatching(params SfuClient[] clients)
    {
        foreach (var client in clients)
        {
            var frames = client.Video["v0"].Frames;
            Assert.True(SfuRig.Eventually(() => client.Video["v0"].Frames > frames + 10));
        }
    }
}
