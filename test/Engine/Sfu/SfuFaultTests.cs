using Plenum.Engine.Sfu;

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
    public async Task A_node_that_stops_says_goodbye()
    {
        using var rig = new SfuRig();
        var (client, _) = rig.Join(camera: true);
        Assert.True(SfuRig.Eventually(() => client.IsConnected));

        await rig.Node.StopAsync();

        Assert.True(SfuRig.Eventually(() => client.Peer.State == Rtc.Peers.PeerState.Closed));
    }
}
