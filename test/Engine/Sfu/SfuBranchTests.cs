using Plenum.Engine.Sfu;
using Plenum.Engine.Tests.Shards;
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
        const int viewers = 9;
        WatchAll(rig, viewers);
        var shards = rig.Node.Hosts.Select(host => host.Shard).ToList();

        double BytesPerPacket(int packets)
        {
            var before = shards.Sum(AllocatedBy);
            var sent = Sent();
            for (var done = 0; done < packets; done += 50)
            {
                rig.On(shard =>
                {
                    for (var index = 0; index < 50; index++)
                        publisher.Microphone!.Send(127, shard.Now);
                    return true;
                });
            }

            Assert.True(SfuRig.Eventually(() => Sent() - sent >= packets * viewers));
            return (shards.Sum(AllocatedBy) - before) / (double)(packets * viewers);
        }

        long Sent() => shards.Sum(shard => shard.IoCounters.SentDatagrams);

        Assert.Contains(Enumerable.Range(0, 10).Select(_ => BytesPerPacket(2000)), bytes => bytes < 1);
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

    private static long AllocatedBy(Engine.Shards.Shard shard) => ShardRig.On(shard, _ => GC.GetAllocatedBytesForCurrentThread());

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
