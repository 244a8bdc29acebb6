using Plenum.Engine.Sfu;
using Plenum.Media;

namespace Plenum.Engine.Tests.Sfu;

/// <summary>The node over real sockets and threads; what it decides is proven in test/Simulation.</summary>
public sealed class SfuForwardingTests
{
    private const byte Publisher = 1;

    [Fact]
    public void A_simulcast_camera_and_a_voice_are_forwarded_and_layers_follow_the_tile()
    {
        using var rig = new SfuRig();
        rig.Join(camera: true, microphone: true);
        var viewers = Enumerable.Range(0, 3).Select(_ => rig.Join(video: 1, audio: 1)).ToList();
        foreach (var (_, connection) in viewers)
        {
            rig.Room.Bind(connection, "v0", SfuRig.CameraOf(Publisher));
            rig.Room.Bind(connection, "a0", SfuRig.MicrophoneOf(Publisher));
        }

        Assert.True(SfuRig.Eventually(() => viewers.TrueForAll(viewer =>
            viewer.Client.Video["v0"] is { Frames: > 30, Encoding: 0 } && viewer.Client.Audio["a0"].Packets > 30)));

        var large = viewers[0];
        rig.Room.SetViewports(
            large.Connection,
            new Dictionary<PublicationKey, Viewport> { [SfuRig.CameraOf(Publisher)] = new(1280, 720, true) });

        Assert.True(SfuRig.Eventually(() => large.Client.Video["v0"].Encoding == 2));
        Assert.Equal(0, rig.On(_ => viewers[1].Client.Video["v0"].Encoding));
        Assert.All(viewers, viewer => Assert.Empty(rig.On(_ => viewer.Client.Video["v0"].Violations.ToList())));
        Assert.All(viewers, viewer => Assert.True(
            rig.Listener.Heard<SfuEvent.FirstForwarded>(told => told.Connection == viewer.Connection && told.Mid == "v0")));
        Assert.Empty(rig.Faults);
    }

    [Fact]
    public void What_is_lost_on_the_way_to_a_viewer_is_repeated_from_the_ring()
    {
        using var rig = new SfuRig(loseEvery: 20);
        rig.Join(camera: true);
        var (viewer, connection) = rig.Join(video: 1);
        rig.Room.Bind(connection, "v0", SfuRig.CameraOf(Publisher));

        Assert.True(SfuRig.Eventually(() => viewer.Video["v0"].Packets > 200));

        Assert.True(rig.Describe().PacketsRepeated >= 8);
        Assert.InRange(rig.On(_ => viewer.Video["v0"].Lost), 0, 2);
        Assert.Empty(rig.On(_ => viewer.Video["v0"].Violations.ToList()));
    }

    [Fact]
    public void A_forwarded_packet_costs_no_managed_bytes()
    {
        const int viewers = 10;
        using var rig = new SfuRig();
        var (publisher, _) = rig.Join(camera: true, microphone: true);
        for (var index = 0; index < viewers; index++)
        {
            var (viewer, connection) = rig.Join(video: 1, audio: 1);
            rig.Room.Bind(connection, "v0", SfuRig.CameraOf(Publisher));
            rig.Room.Bind(connection, "a0", SfuRig.MicrophoneOf(Publisher));
            Assert.True(SfuRig.Eventually(() => viewer.Video["v0"].Frames > 0 && viewer.Audio["a0"].Packets > 0));
        }

        var watch = new FreeForwarding(rig.Server);
        Assert.True(SfuRig.Eventually(() =>
        {
            rig.Speak(publisher, 10);
            watch.Post();
            return watch.Free >= 2000;
        }));
    }

    [Fact]
    public void Feedback_reports_and_what_is_sent_again_cost_no_managed_bytes()
    {
        using var rig = new SfuRig(loseEvery: 20);
        rig.Join(camera: true, microphone: true);
        for (var index = 0; index < 4; index++)
        {
            var (viewer, connection) = rig.Join(video: 1, audio: 1);
            rig.Room.Bind(connection, "v0", SfuRig.CameraOf(Publisher));
            rig.Room.Bind(connection, "a0", SfuRig.MicrophoneOf(Publisher));
            Assert.True(SfuRig.Eventually(() => viewer.Video["v0"].Frames > 0 && viewer.Audio["a0"].Packets > 0));
        }

        var room = rig.Node.Hosts.Single().Core.Rooms.Single();
        var slots = Shards.ShardRig.On(rig.Server, _ => room.Connections.Values
            .SelectMany(connection => connection.Lines.Values).Select(line => line.Slot).ToArray());
        var (server, sockets) = (rig.Server, rig.Server.IoCounters);
        var looks = new (long Bytes, long Received, long Repeated)[20_000];
        var count = 0;
        Action look = () =>
        {
            long repeated = 0;
            foreach (var slot in slots)
                repeated += slot.PacketsRepeated;
            looks[count] = (GC.GetAllocatedBytesForCurrentThread(), sockets.ReceivedDatagrams, repeated);
            Volatile.Write(ref count, count + 1);
        };

        // Layers are planned now and then, and what grows has grown at last: in between nothing is allocated at all.
        long freeReceived = 0, freeRepeated = 0;
        Assert.True(SfuRig.Eventually(() => HasBeenFree()));

        bool HasBeenFree()
        {
            var (taken, received) = (Volatile.Read(ref count), sockets.ReceivedDatagrams);
            server.Post(look);
            SpinWait.SpinUntil(() => Volatile.Read(ref count) > taken && sockets.ReceivedDatagrams >= received + 8);
            if (taken > 0 && looks[taken].Bytes == looks[taken - 1].Bytes)
            {
                freeReceived += looks[taken].Received - looks[taken - 1].Received;
                freeRepeated += looks[taken].Repeated - looks[taken - 1].Repeated;
            }

            return freeReceived >= 200 && freeRepeated >= 3;
        }
    }
}
