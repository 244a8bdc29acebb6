using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class PlanTests
{
    [Fact]
    public void A_mesh_brings_every_track_to_everybody_else()
    {
        var room = new TestRoom();
        for (var i = 0; i < 8; i++)
            room.Join($"p{i}", TrackSource.Microphone, TrackSource.Camera);

        Assert.Equal(8 * 2 * 7, room.Room.Plan.Edges.Length);
        Assert.All(room.Room.Plan.Edges.ToArray(), edge => Assert.Equal(EdgeVia.Direct, edge.Via));
        Assert.All(room.Room.Plan.Edges.ToArray(), edge => Assert.NotEqual(edge.Publisher, edge.Subscriber));
    }

    [Fact]
    public void Who_publishes_nothing_still_receives()
    {
        var room = new TestRoom();
        room.Join("anna", TrackSource.Camera);
        var vera = room.JoinAs(Role.Viewer, "vera");
        Assert.Equal("anna.t0>vera:direct", vera.View!.Snapshot.Edges.Single().Id.ToString());
    }

    [Fact]
    public void A_newcomer_is_announced_before_the_edges_that_name_it()
    {
        var room = new TestRoom();
        var anna = room.Join("anna", TrackSource.Camera);
        room.Join("ben", TrackSource.Camera);
        Assert.Collection(
            anna.Unread,
            first => Assert.IsType<RoomEvent.ParticipantJoined>(first),
            second => Assert.Equal(2, Assert.IsType<RoomEvent.PlanChanged>(second).Added.Count));
    }

    [Fact]
    public void Edges_are_removed_before_the_participant_is_gone()
    {
        var room = new TestRoom();
        var anna = room.Join("anna", TrackSource.Camera);
        var ben = room.Join("ben", TrackSource.Camera);
        room.AllRead();
        ben.Does(me => new Leave(me));
        Assert.Collection(
            anna.Unread,
            first => Assert.Equal(2, Assert.IsType<RoomEvent.PlanChanged>(first).Removed.Count),
            second => Assert.IsType<RoomEvent.ParticipantLeft>(second));
    }

    [Fact]
    public void Each_is_told_only_its_own_part()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben");
        room.Join("carl");
        room.AllRead();
        ben.Publishes("cam", TrackSource.Camera);
        Assert.Equal(["ben.cam>anna:direct"], anna.Heard<RoomEvent.PlanChanged>().Added.Select(edge => edge.Id.ToString()));
        Assert.Equal(2, ben.Heard<RoomEvent.PlanChanged>().Added.Count);
    }

    [Fact]
    public void Who_is_not_concerned_is_not_told()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        room.Join("ben");
        Assert.Empty(anna.Unread.OfType<RoomEvent.PlanChanged>());
    }

    [Fact]
    public void Plans_of_the_same_facts_differ_in_nothing()
    {
        var room = Full();
        var diff = PlanDiff.Between(MeshOf(room), MeshOf(room));
        Assert.Same(PlanDiff.None, diff);
        Assert.True(diff.IsEmpty);
    }

    [Fact]
    public void A_diff_of_equal_plans_allocates_nothing()
    {
        var room = Full();
        var (one, other) = (MeshOf(room), MeshOf(room));
        PlanDiff.Between(one, other);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            PlanDiff.Between(one, other);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_diff_applied_to_the_old_plan_gives_the_new_one()
    {
        var edges = Full().Plan.Edges.ToArray();
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var (from, to) = (Some(edges, random), Some(edges, random));
            var diff = PlanDiff.Between(from, to);
            var applied = new HashSet<Edge>(from.Edges.ToArray());
            Assert.All(diff.Removed, edge => Assert.True(applied.Remove(edge)));
            Assert.All(diff.Added, edge => Assert.True(applied.Add(edge)));
            Assert.Equal([.. to.Edges], applied);
        }
    }

    [Fact]
    public void The_order_in_which_edges_are_given_does_not_matter()
    {
        var edges = Full().Plan.Edges.ToArray();
        var shuffled = edges.ToArray();
        new Random(2).Shuffle(shuffled);
        Assert.Equal(edges, new Plan(shuffled).Edges.ToArray());
    }

    [Fact]
    public void An_edge_is_named_by_what_it_is() =>
        Assert.Equal(
            ["a.c>b:direct", "a.c>b:forward", "a.c>b:mix", "a.c>b:relay"],
            Enum.GetValues<EdgeVia>().Select(via => new EdgeId(new(Id("a"), Cid.Parse("c")), Id("b"), via).ToString()));

    [Fact]
    public void Negotiation_passes_along_a_direct_edge_in_both_directions()
    {
        var room = new TestRoom();
        var anna = room.Join("anna", TrackSource.Camera);
        var ben = room.Join("ben");
        var payload = new SignalPayload("offer", 5);
        anna.Does(me => new Signal(me, ben.Id, payload));
        Assert.Equal((anna.Id, payload), (ben.Heard<RoomEvent.Signaled>().From, ben.Heard<RoomEvent.Signaled>().Payload));
        ben.Does(me => new Signal(me, anna.Id, payload));
        Assert.Equal(ben.Id, anna.Heard<RoomEvent.Signaled>().From);
    }

    [Fact]
    public void Without_a_direct_edge_nothing_passes()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben");
        anna.IsRefused(RoomErrorCode.NoSuchEdge, me => new Signal(me, ben.Id, default));
        anna.Publishes("cam", TrackSource.Camera);
        anna.IsRefused(RoomErrorCode.NoSuchEdge, me => new Signal(me, me, default));
        anna.IsRefused(RoomErrorCode.ParticipantNotFound, me => new Signal(me, Id("nobody"), default));
    }

    [Fact]
    public void Edges_of_other_ways_carry_no_negotiation()
    {
        var plan = new Plan([new(new(Id("a"), Cid.Parse("c")), Id("b"), EdgeVia.Forward)]);
        Assert.False(plan.Connects(Id("a"), Id("b")));
    }

    [Fact]
    public void Negotiation_waits_for_somebody_in_grace()
    {
        var room = new TestRoom();
        var anna = room.Join("anna", TrackSource.Camera);
        var ben = room.Join("ben").Drops();
        anna.Does(me => new Signal(me, ben.Id, new("candidate", 9)));
        ben.Resumes();
        Assert.Equal(anna.Id, ben.Heard<RoomEvent.Signaled>().From);
    }

    private static ParticipantId Id(string id) => ParticipantId.Parse(id);

    private static Room Full()
    {
        var room = new TestRoom();
        for (var i = 0; i < 8; i++)
            room.Join($"p{i}", TrackSource.Microphone, TrackSource.Camera);
        return room.Room;
    }

    private static Plan MeshOf(Room room) => new MeshTopology().Plan(new() { Participants = room.Participants });

    private static Plan Some(Edge[] edges, Random random) =>
        new([.. edges.Where(_ => random.Next(2) == 0).Take(random.Next(edges.Length))]);
}
