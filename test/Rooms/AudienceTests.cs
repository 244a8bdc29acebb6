using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class AudienceTests
{
    [Fact]
    public void Who_watches_one_publisher_is_sent_no_other()
    {
        var room = Call(3);
        var edge = Assert.Single(EdgesTo(room, Watcher(room, "watcher", new PublisherFilter(Only: "p1"))));
        Assert.Equal(("p1", EdgeVia.Forward), (edge.Publisher.Value, edge.Via));
        Assert.Empty(EdgesTo(room, Watcher(room, "other", new PublisherFilter(Only: "nobody"))));
    }

    [Fact]
    public void An_identity_is_watched_in_all_its_sessions()
    {
        var room = Call(1);
        room.Visitor("first", "studio").TriesToJoin(publishing: TrackSource.Camera);
        room.Visitor("second", "studio").TriesToJoin(publishing: TrackSource.Camera);
        var watcher = Watcher(room, "watcher", new PublisherFilter(Only: "studio"));
        Assert.Equal(["first", "second"], EdgesTo(room, watcher).Select(edge => edge.Publisher.Value));
    }

    [Fact]
    public void Who_leaves_one_publisher_out_is_sent_all_others()
    {
        var room = Call(3);
        var watcher = Watcher(room, "watcher", new PublisherFilter(But: "p1"));
        Assert.Equal(["p0", "p2"], EdgesTo(room, watcher).Select(edge => edge.Publisher.Value));
    }

    [Fact]
    public void The_audience_has_places_of_its_own()
    {
        var room = Call(2, new() { Capacity = 2, MaxAudience = 1, Topology = TopologyMode.Auto });
        Watcher(room, "watcher");
        var late = room.Visitor("late");
        (late.Reach, late.Audience) = (Reach.Forward, true);
        late.IsRefusedAtTheDoor(RoomErrorCode.RoomFull, Role.Viewer);
        room.Visitor("member").IsRefusedAtTheDoor(RoomErrorCode.RoomFull);

        room.Client(TestRoom.Id("watcher")).Does(me => new RoomCommand.Leave(me));
        Assert.IsType<RoomReply.Welcome>(late.TriesToJoin(Role.Viewer));
    }

    [Fact]
    public void What_the_audience_would_publish_is_left_out()
    {
        var room = Call(1);
        var watcher = room.Visitor("watcher");
        watcher.Audience = true;
        watcher.TriesToJoin(Role.Member, publishing: TrackSource.Camera);
        Assert.Empty(room.Room.Participants.Single(state => state.Id == watcher.Id).Publications);
    }

    [Fact]
    public void However_many_watch_through_the_server_those_who_are_few_stay_a_mesh()
    {
        var room = Call(4);
        for (var i = 0; i < 20; i++)
            Watcher(room, $"w{i}");
        var ways = room.Room.Plan.Edges.ToArray().ToLookup(edge => edge.Subscriber.Value[0] == 'w', edge => edge.Via);
        Assert.All(ways[true], via => Assert.Equal(EdgeVia.Forward, via));
        Assert.All(ways[false], via => Assert.Equal(EdgeVia.Direct, via));
    }

    private static TestRoom Call(int participants, RoomSettings? settings = null)
    {
        var room = new TestRoom(settings ?? new() { Topology = TopologyMode.Auto });
        for (var i = 0; i < participants; i++)
            room.Join($"p{i}", TrackSource.Camera);
        return room;
    }

    private static Client Watcher(TestRoom room, string name, PublisherFilter? watches = null)
    {
        var watcher = room.Visitor(name);
        (watcher.Reach, watcher.Audience, watcher.Watches) = (Reach.Forward, true, watches ?? PublisherFilter.Everybody);
        Assert.IsType<RoomReply.Welcome>(watcher.TriesToJoin(Role.Viewer));
        return watcher;
    }

    private static Edge[] EdgesTo(TestRoom room, Client subscriber) =>
        [.. room.Room.Plan.Edges.ToArray().Where(edge => edge.Subscriber == subscriber.Id)];
}
