using Plenum.Engine.Sfu;
using Plenum.Rtc;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>A room that lives on several shards: nobody notices.</summary>
public sealed class BranchTests
{
    private static readonly LinkProfile Clean = LinkProfile.RoundTrip(40);

    [Fact]
    public void A_camera_and_a_voice_reach_viewers_on_every_shard()
    {
        using var call = new SimulatedCall(1, shards: 3, perShard: 2);
        var publisher = call.Join(camera: true, microphone: true);
        var viewers = Enumerable.Range(0, 6).Select(_ => Watch(call, publisher)).ToList();

        call.RunFor(TimeSpan.FromSeconds(4));

        Assert.Equal([2, 2, 3], call.Sfu.Rooms.Select(room => room.Connections.Count).Order());
        Assert.All(viewers, viewer =>
        {
            Assert.Equal(publisher.Number, viewer.Client.Video["v0"].Publisher);
            Assert.Equal(2, viewer.Client.Video["v0"].Encoding);
            Assert.InRange(viewer.Client.Video["v0"].Frames, 75, 125);
            Assert.InRange(viewer.Client.Audio["a0"].Packets, 150, 200);
            Assert.Equal(0, viewer.Client.Audio["a0"].Gaps);
            Assert.True(call.Heard<SfuEvent.FirstForwarded>(told =>
                told.Connection == viewer.Connection && told.Mid == "v0" && told.Publication == publisher.Camera));
        });
        Assert.Single(call.Listener.Events.OfType<SfuEvent.Flowing>(), told => told.Publication == publisher.Camera);
        call.Check();
    }

    [Fact]
    public void A_publisher_is_told_once_what_all_shards_want_together()
    {
        using var call = new SimulatedCall(1, shards: 2, perShard: 2);
        var publisher = call.Join(camera: true);
        var (near, far) = (Watch(call, publisher, height: 180), Watch(call, publisher, height: 720));
        Assert.NotEqual(call.BranchOf(near), call.BranchOf(far));
        call.RunFor(TimeSpan.FromSeconds(6));
        Assert.Equal((0, 2), (near.Client.Video["v0"].Encoding, far.Client.Video["v0"].Encoding));
        Assert.Equal(0b101u, publisher.Client.Camera!.Layers);

        var told = TimesTold();
        call.RunFor(TimeSpan.FromSeconds(10));
        Assert.Equal(told, TimesTold());

        call.SetViewports(far, 180);
        call.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(0b001u, publisher.Client.Camera!.Layers);
        call.SetViewports(near, 0);
        call.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(0b001u, publisher.Client.Camera!.Layers);
        call.SetViewports(far, 0);
        call.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(0u, publisher.Client.Camera!.Layers);
        Assert.InRange(TimesTold() - told, 2, 3);
        call.Check();

        int TimesTold() => call.Listener.Events.OfType<SfuEvent.LayersWanted>().Count();
    }

    [Fact]
    public void A_shard_is_given_only_the_layers_that_somebody_there_watches()
    {
        using var call = new SimulatedCall(1, shards: 2, perShard: 2);
        var publisher = call.Join(camera: true, microphone: true);
        publisher.Client.Camera!.Encoder.PacketsPerFrame = 10;
        publisher.Client.Camera!.Encoder.PacketLength = 50;
        var (near, far) = (Watch(call, publisher, height: 720), Watch(call, publisher, height: 180));
        call.RunFor(TimeSpan.FromSeconds(6));

        var streams = call.BranchOf(far).Tracks.Find(publisher.Camera)!.Publication!.Streams;
        Assert.True(streams[0].PacketsKept > 0);
        Assert.Equal(0, streams[1].PacketsKept + streams[2].PacketsKept);

        call.SetViewports(far, 0);
        call.RunFor(TimeSpan.FromSeconds(6));
        var bytes = far.Client.Video["v0"].Bytes;
        call.RunFor(TimeSpan.FromSeconds(2));
        Assert.Equal(bytes, far.Client.Video["v0"].Bytes);
        Assert.Equal(2, near.Client.Video["v0"].Encoding);

        // The numbers have gone on meanwhile, by more than half of all there are.
        call.RunFor(TimeSpan.FromSeconds(130));
        call.SetViewports(far, 720);
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(2, far.Client.Video["v0"].Encoding);
        call.Check();
    }

    [Fact]
    public void A_shard_comes_to_a_room_while_media_flows_and_goes_when_nobody_is_left_on_it()
    {
        using var call = new SimulatedCall(1, shards: 2, perShard: 2);
        var publisher = call.Join(camera: true, microphone: true);
        var near = Watch(call, publisher, height: 180);
        call.RunFor(TimeSpan.FromSeconds(5));
        Assert.Single(call.Sfu.Rooms);
        Assert.Equal(0b001u, publisher.Client.Camera!.Layers);

        var far = Watch(call, publisher, height: 180);
        call.RunFor(TimeSpan.FromSeconds(0.6));
        Assert.Equal(2, call.Sfu.Rooms.Count());
        Assert.True(far.Client.Video["v0"].Frames > 0, "the picture comes late");
        Assert.DoesNotContain(
            call.Listener.Events.OfType<SfuEvent.LayersWanted>().Skip(2), told => told.Layers != 0b001u);

        call.Leave(far);
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(2, call.Sfu.Rooms.Count());
        call.Leave(near);
        call.RunFor(TimeSpan.FromSeconds(2));
        Assert.Single(call.Sfu.Rooms);
        Assert.Equal(0, call.Sfu.Cores[1].Pool.InUse);
        call.Check();

        var again = new[] { Watch(call, publisher), Watch(call, publisher) };
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.All(again, viewer => Assert.Equal(2, viewer.Client.Video["v0"].Encoding));
        call.Room.Close();
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.Empty(call.Sfu.Rooms);
        Assert.All(call.Sfu.Cores, core => Assert.Equal(0, core.Pool.InUse));
    }

    [Fact]
    public void A_publication_moves_from_shard_to_shard_and_ends_everywhere()
    {
        using var call = new SimulatedCall(1, shards: 2, perShard: 2);
        var before = call.Join(camera: true);
        var (near, far) = (Watch(call, before), Watch(call, before));
        call.RunFor(TimeSpan.FromSeconds(3));

        var after = call.Join(camera: true, publishesAs: before.Camera);
        Assert.NotEqual(call.BranchOf(near), call.BranchOf(far));
        call.RunFor(TimeSpan.FromSeconds(3));
        Assert.Equal(call.BranchOf(far), call.BranchOf(after));
        Assert.All([near, far], viewer => Assert.Equal(after.Number, viewer.Client.Video["v0"].Publisher));
        Assert.Equal(2, call.Listener.Events.OfType<SfuEvent.Flowing>().Count(told => told.Publication == before.Camera));

        call.Leave(before);
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.All([near, far], viewer => Assert.True(
            call.World.Now - viewer.Client.Video["v0"].LastFrameAt < TimeSpan.FromMilliseconds(200)));
        call.Check();

        call.Room.Unpublish(before.Camera);
        call.RunFor(TimeSpan.FromSeconds(1));
        Assert.All(call.Sfu.Rooms, room => Assert.Empty(room.Tracks.All));
        Assert.All(call.Sfu.Cores, core => Assert.Equal(0, core.Pool.InUse));
    }

    [Fact]
    public void Who_speaks_is_told_once_and_every_shard_shows_the_same()
    {
        using var call = new SimulatedCall(1, shards: 2, perShard: 3);
        var people = Enumerable.Range(0, 5).Select(_ => call.Join(camera: true, microphone: true)).ToList();
        var near = call.Join(video: 2, audio: 1, followsSpeakers: true);
        var far = call.Join(video: 2, audio: 1, followsSpeakers: true);
        call.RunFor(TimeSpan.FromSeconds(2));
        var home = call.Sfu.Core.Rooms.Single();

        foreach (var speaker in new[] { people[4], people[0], people[3] })
        {
            call.Speaker = speaker.Number;
            call.RunFor(TimeSpan.FromSeconds(3));
            Assert.Single(
                call.Listener.Events.OfType<SfuEvent.SpeakerChanged>(), told => told.Participant.Value == $"participant-{speaker.Number}");
            Assert.All(call.Sfu.Rooms, room => Assert.Equal(RankingOf(home).Take(3), RankingOf(room).Take(3)));
            Assert.All([near, far], viewer => Assert.Equal(speaker.Number, viewer.Client.Audio["a0"].Publisher));
            Assert.Contains(far.Client.Video.Values, video => video.Publisher == speaker.Number);
        }

        Assert.Equal(ShownBy(near), ShownBy(far));
        call.Check();

        static IEnumerable<ParticipantKey?> RankingOf(Engine.Sfu.Forwarding.ForwardingRoom room) =>
            room.Media.Ranking.Select(id => room.Participants.Find(id));

        static IEnumerable<int> ShownBy(SimulatedClient client) => client.Client.Video.Values.Select(video => video.Publisher).Order();
    }

    [Fact]
    public void A_bug_on_one_shard_ends_the_room_on_all_of_them_and_is_told_once()
    {
        using var call = new SimulatedCall(1, shards: 2, perShard: 2);
        var publisher = call.Join(camera: true);
        Watch(call, publisher);
        var far = Watch(call, publisher);
        call.RunFor(TimeSpan.FromSeconds(2));

        var branch = call.BranchOf(far);
        branch.Core.Post(branch, _ => throw new InvalidOperationException("a bug in a branch"));
        call.RunFor(TimeSpan.FromSeconds(2));

        Assert.Single(call.Listener.Events.OfType<SfuEvent.RoomLost>());
        Assert.DoesNotContain(call.Listener.Events, told => told is SfuEvent.Closed);
        Assert.Empty(call.Sfu.Rooms);
        Assert.All(call.Sfu.Cores, core => Assert.Equal((0, 0), (core.Shard.PeerCount, core.Pool.InUse)));
        Assert.IsType<SfuAnswer.Refused>(call.Room.Connect(new() { Participant = new("late"), Sdp = "" }));
    }

    [Fact]
    public void A_shard_that_does_not_keep_up_loses_what_does_not_fit_and_sees_again_afterwards()
    {
        using var call = new SimulatedCall(1, Clean, shards: 2, perShard: 2);
        var publisher = call.Join(camera: true);
        publisher.Client.Camera!.Encoder.PacketsPerFrame = 4;
        publisher.Client.Camera!.Encoder.PacketLength = 1000;
        var (near, far) = (Watch(call, publisher), Watch(call, publisher));
        call.RunFor(TimeSpan.FromSeconds(3));

        call.Sfu.Stall(1, isStalled: true);
        call.RunFor(TimeSpan.FromSeconds(12));
        Assert.True(call.BranchOf(near).Media.Drops[DropReason.MirrorFull] > 0);
        call.Sfu.Stall(1, isStalled: false);
        call.RunFor(TimeSpan.FromSeconds(4));

        Assert.True(call.World.Now - far.Client.Video["v0"].LastFrameAt < TimeSpan.FromMilliseconds(200));
        Assert.Equal(2, far.Client.Video["v0"].Encoding);
        Assert.Empty(far.Client.Video["v0"].Violations);
        Assert.Empty(call.Sfu.Faults);
    }

    private static SimulatedClient Watch(SimulatedCall call, SimulatedClient publisher, int height = 720)
    {
        var viewer = call.Join(video: 1, audio: 1);
        call.Watch(viewer, "v0", publisher, height);
        call.Hear(viewer, "a0", publisher);
        // The shard makes the connection.
        call.RunFor(TimeSpan.FromMilliseconds(1));
        return viewer;
    }
}
