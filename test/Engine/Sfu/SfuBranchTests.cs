using Plenum.Engine.Sfu;
using Plenum.Simulation.Clients;

namespace Plenum.Engine.Tests.Sfu;

/// <summary>A room on two shards: two threads, two ports, and the mirror between them.</summary>
public sealed class SfuBranchTests
{
    private const byte Publisher = 1;
    private static readonly SfuOptions TwoPerShard = new() { RoomConnectionsPerShard = 2 };

    [Fact]
    public async Task Viewers_on_two_shards_get_the_same()
    {
        using var rig = new SfuRig(options: TwoPerShard, shards: 2);
        rig.Join(camera: true, microphone: true);
        var viewers = WatchAll(rig, 5);

        var state = await rig.Node.DescribeAsync();
        Assert.Equal([3, 3], state.Rooms.Select(room => room.Connections.Length));
        Assert.Equal(2, Assert.Single(state.Rooms, room => room.Publications.Length > 0).Publications.Length);
        var frames = viewers.ConvertAll(viewer => viewer.Video["v0"].Frames);
        Assert.True(SfuRig.Eventually(() => viewers.Zip(frames).All(pair => pair.First.Video["v0"].Frames > pair.Second + 30)));
        Assert.All(viewers, viewer => Assert.Empty(rig.On(_ => viewer.Video["v0"].Violations.ToList())));
        Assert.Empty(rig.Faults);
    }

    [Fact]
    public void A_mirrored_packet_costs_no_managed_bytes()
    {
        using var rig = new SfuRig(options: TwoPerShard, shards: 2);
        var (publisher, _) = rig.Join(camera: true, microphone: true);
        WatchAll(rig, 9);

        var watches = rig.Node.Hosts.Select(host => new FreeForwarding(host.Shard)).ToList();
        Assert.True(SfuRig.Eventually(() =>
        {
            rig.Speak(publisher, 10);
            watches.ForEach(watch => watch.Post());
            return watches.TrueForAll(watch => watch.Free >= 1000);
        }));
    }

    [Fact]
    public void Where_one_shard_dies_the_room_is_over_on_both_and_opened_anew()
    {
        using var rig = new SfuRig(options: TwoPerShard, shards: 2);
        rig.Join(camera: true, microphone: true);
        WatchAll(rig, 3);

        rig.Node.Hosts.Last().Shard.Post(() => throw new InvalidOperationException("a bug in the loop"));

        Assert.True(SfuRig.Eventually(() => rig.Listener.Heard<SfuEvent.RoomLost>(_ => true)));
        Assert.IsType<SfuAnswer.Refused>(rig.Room.Connect(new() { Participant = new("x"), Sdp = "" }));
        Assert.True(SfuRig.Eventually(() => rig.Node.Hosts.All(host => host.RoomCount == 0)));
        Assert.False(rig.Listener.Heard<SfuEvent.Closed>(_ => true));

        rig.Reopen();
        var (client, _) = rig.Join(camera: true);
        Assert.True(SfuRig.Eventually(() => client.IsConnected));
    }

    private static List<SfuClient> WatchAll(SfuRig rig, int count)
    {
        var viewers = new List<SfuClient>();
        for (var index = 0; index < count; index++)
        {
            var (viewer, connection) = rig.Join(video: 1, audio: 1);
            rig.Room.Bind(connection, "v0", SfuRig.CameraOf(Publisher));
            rig.Room.Bind(connection, "a0", SfuRig.MicrophoneOf(Publisher));
            Assert.True(SfuRig.Eventually(() => viewer.Video["v0"].Frames > 0 && viewer.Audio["a0"].Packets > 0));
            viewers.Add(viewer);
        }

        return viewers;
    }
}
