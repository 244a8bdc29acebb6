using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

/// <summary>How a publication moves from one way to another: make before break.</summary>
public sealed class MoveTests
{
    private static readonly RoomSettings Settings = TestRoom.Mesh;

    [Fact]
    public void The_new_edge_comes_beside_the_old_one()
    {
        var (_, anna, ben) = Moving();

        var told = ben.Heard<RoomEvent.PlanChanged>();
        Assert.Equal(["anna.t0>ben:forward"], Names(told.Added));
        Assert.Empty(told.Removed);
        Assert.Equal(["anna.t0>ben:forward"], Names(anna.Heard<RoomEvent.PlanChanged>().Added));
        Assert.Equal(2, ben.View!.Snapshot.Edges.Count);
    }

    [Fact]
    public void The_first_frame_retires_the_old_edge_at_both_ends()
    {
        var (room, anna, ben) = Moving();
        room.AllRead();
        ben.BringsUp();

        Assert.All([anna, ben], client => Assert.Equal(
            ["anna.t0>ben:direct"], client.Heard<RoomEvent.PlanChanged>().Removed.Select(id => id.ToString())));
        Assert.Equal(["anna.t0>ben:forward"], Plan(room));
        Assert.Null(room.Room.NextDeadline);
    }

    [Fact]
    public void Each_pair_moves_by_itself()
    {
        var room = new TestRoom(Settings);
        var anna = room.Join("anna", TrackSource.Camera);
        var ben = room.Join("ben");
        room.Join("carl");
        anna.Does(me => new SetTopology(me, TopologyMode.Sfu));
        ben.BringsUp();

        Assert.Equal(["anna.t0>ben:forward", "anna.t0>carl:direct", "anna.t0>carl:forward"], Plan(room));
    }

    [Fact]
    public void An_edge_that_cannot_be_brought_up_is_taken_back_and_the_old_one_stays()
    {
        var (room, _, ben) = Moving();
        room.AllRead();
        ben.Reports(room.Ledger.Rising.Single(), EdgeCondition.Failed);

        Assert.Equal(["anna.t0>ben:forward"], ben.Heard<RoomEvent.PlanChanged>().Removed.Select(id => id.ToString()));
        Assert.Equal(["anna.t0>ben:direct"], Plan(room));
    }

    [Fact]
    public void Silence_until_the_deadline_is_a_failure()
    {
        var (room, _, ben) = Moving();
        Assert.Equal(
            new RoomDeadline(room.Now + Settings.MoveTimeout, RoomDeadlineReason.MoveTimeout, ben.Id), room.Room.NextDeadline);

        room.Wait(Settings.MoveTimeout - TimeSpan.FromTicks(1));
        Assert.Equal(2, Plan(room).Length);
        room.Wait(TimeSpan.FromTicks(1));
        Assert.Equal(["anna.t0>ben:direct"], Plan(room));
    }

    [Fact]
    public void A_move_that_failed_is_tried_again_later_and_later()
    {
        var (room, _, ben) = Moving();
        var waits = new List<double>();
        for (var attempt = 0; attempt < 8; attempt++)
        {
            ben.Reports(room.Ledger.Rising.Single(), EdgeCondition.Failed);
            var retry = room.Room.NextDeadline!.Value;
            Assert.Equal((RoomDeadlineReason.MoveRetry, ben.Id), (retry.Reason, retry.Participant));
            waits.Add((retry.At - room.Now).TotalSeconds);
            room.Wait(retry.At - room.Now);
            Assert.Equal(EdgeVia.Forward, room.Ledger.Rising.Single().Via);
        }

        Assert.Equal([20, 40, 80, 160, 300, 300, 300, 300], waits);
        ben.BringsUp();
        Assert.Equal(["anna.t0>ben:forward"], Plan(room));
    }

    [Fact]
    public void A_target_that_turns_back_cancels_the_move()
    {
        var (room, anna, ben) = Moving();
        room.AllRead();
        anna.Does(me => new SetTopology(me, TopologyMode.Mesh));

        Assert.Equal(["anna.t0>ben:forward"], ben.Heard<RoomEvent.PlanChanged>().Removed.Select(id => id.ToString()));
        Assert.Equal(["anna.t0>ben:direct"], Plan(room));
        Assert.Null(room.Room.NextDeadline);
    }

    [Fact]
    public void A_target_that_turned_back_makes_the_next_move_a_fresh_one()
    {
        var (room, anna, ben) = Moving();
        ben.Reports(room.Ledger.Rising.Single(), EdgeCondition.Failed);
        anna.Does(me => new SetTopology(me, TopologyMode.Mesh)).Does(me => new SetTopology(me, TopologyMode.Sfu));
        Assert.Single(room.Ledger.Rising);
    }

    [Fact]
    public void Both_edges_go_at_once_with_the_publication()
    {
        var (room, anna, ben) = Moving();
        room.AllRead();
        anna.Does(me => new Unpublish(me, Cid.Parse("t0")));

        Assert.Equal(2, ben.Heard<RoomEvent.PlanChanged>().Removed.Count);
        Assert.Empty(Plan(room));
        Assert.Null(room.Room.NextDeadline);
    }

    [Fact]
    public void Both_edges_go_at_once_with_the_subscriber()
    {
        var (room, anna, ben) = Moving();
        room.AllRead();
        ben.Does(me => new Leave(me));

        Assert.Equal(2, anna.Heard<RoomEvent.PlanChanged>().Removed.Count);
        Assert.Null(room.Room.NextDeadline);
    }

    [Fact]
    public void Who_and_what_comes_during_a_move_has_one_edge_of_the_new_way()
    {
        var (room, anna, ben) = Moving();
        room.Join("carl");
        anna.Publishes("screen", TrackSource.Screen);
        Assert.Equal([EdgeVia.Forward], room.Ledger.Ways(new(anna.Id, Cid.Parse("screen")), ben.Id));
        Assert.Equal([EdgeVia.Forward], room.Ledger.Ways(new(anna.Id, Cid.Parse("t0")), TestRoom.Id("carl")));
    }

    [Fact]
    public void What_is_outdated_unknown_or_anothers_is_ignored()
    {
        var (room, anna, ben) = Moving();
        var rising = room.Ledger.Rising.Single();
        var before = Plan(room);
        anna.Reports(rising, EdgeCondition.Up);
        ben.Reports(rising with { Via = EdgeVia.Mix }, EdgeCondition.Up);
        ben.Reports(rising with { Subscriber = TestRoom.Id("nobody") }, EdgeCondition.Up);
        ben.Reports(rising with { Via = EdgeVia.Direct }, EdgeCondition.Up);
        Assert.Equal(before, Plan(room));

        ben.BringsUp().Reports(rising, EdgeCondition.Failed).Reports(rising, EdgeCondition.Up);
        Assert.Equal(["anna.t0>ben:forward"], Plan(room));
    }

    [Fact]
    public void A_report_of_neither_is_refused()
    {
        var (room, _, ben) = Moving();
        ben.IsRefused(RoomErrorCode.InvalidArgument, me => new ReportEdge(me, room.Ledger.Rising.Single().Id, (EdgeCondition)7));
    }

    [Fact]
    public void What_nobody_brought_up_because_they_were_away_is_tried_when_they_are_back()
    {
        var (room, _, ben) = Moving();
        ben.Drops();
        room.Wait(Settings.MoveTimeout);
        Assert.Empty(room.Ledger.Rising);
        ben.Resumes();
        Assert.Single(room.Ledger.Rising);
        ben.BringsUp();
        Assert.Equal(["anna.t0>ben:forward"], Plan(room));
    }

    [Fact]
    public void A_pair_whose_direct_link_fails_moves_to_the_SFU_for_good_with_all_that_flows_between_them()
    {
        var room = new TestRoom(Settings);
        var (anna, ben, carl) = (room.Join("anna", TrackSource.Camera), room.Join("ben", TrackSource.Camera), room.Join("carl"));
        ben.Reports(room.Room.Plan.Edges[0], EdgeCondition.Failed);
        room.EverybodyBringsUp();
        Assert.Equal(["anna.t0>ben:forward", "anna.t0>carl:direct", "ben.t0>anna:forward", "ben.t0>carl:direct"], Plan(room));

        anna.Publishes("screen", TrackSource.Screen);
        Assert.Equal([EdgeVia.Forward], room.Ledger.Ways(new(anna.Id, Cid.Parse("screen")), ben.Id));
        Assert.Equal([EdgeVia.Direct], room.Ledger.Ways(new(anna.Id, Cid.Parse("screen")), carl.Id));
        room.Wait(TimeSpan.FromHours(1));
        Assert.Equal(EdgeVia.Forward, room.Room.Plan.Edges[0].Via);
    }

    [Fact]
    public void A_direct_link_that_fails_while_the_way_out_of_it_rests_is_left_at_once()
    {
        var (room, anna, ben) = Moving();
        ben.Reports(room.Ledger.Rising.Single(), EdgeCondition.Failed);
        Assert.Empty(room.Ledger.Rising);

        ben.Reports(room.Room.Plan.Edges[0], EdgeCondition.Failed);
        Assert.Equal(EdgeVia.Forward, room.Ledger.Rising.Single().Via);
        ben.Reports(room.Ledger.Rising.Single(), EdgeCondition.Failed).Reports(room.Room.Plan.Edges[0], EdgeCondition.Failed);
        Assert.Empty(room.Ledger.Rising);
    }

    [Fact]
    public void Without_an_SFU_a_pair_whose_direct_link_fails_keeps_trying()
    {
        var room = new TestRoom(new() { CanForward = false });
        room.Join("anna", TrackSource.Camera);
        var ben = room.Join("ben").Read();
        ben.Reports(room.Room.Plan.Edges[0], EdgeCondition.Failed).HeardNothing();
    }

    [Fact]
    public void Who_can_only_be_reached_through_the_server_is_in_a_mesh_too()
    {
        var room = new TestRoom(Settings);
        room.Join("anna", TrackSource.Camera);
        room.Join("ben");
        var encoder = room.Visitor("obs");
        encoder.Reach = Reach.Forward;
        encoder.TriesToJoin(publishing: TrackSource.Camera);
        Assert.Equal(
            ["anna.t0>ben:direct", "anna.t0>obs:forward", "obs.t0>anna:forward", "obs.t0>ben:forward"], Plan(room));
    }

    [Fact]
    public void Who_can_only_be_reached_through_the_server_needs_an_SFU()
    {
        var room = new TestRoom(new() { CanForward = false });
        var encoder = room.Visitor("obs");
        encoder.Reach = Reach.Forward;
        encoder.IsRefusedAtTheDoor(RoomErrorCode.Unavailable);
        encoder.Reach = (Reach)5;
        encoder.IsRefusedAtTheDoor(RoomErrorCode.InvalidArgument);
    }

    [Fact]
    public void Negotiation_passes_while_the_direct_edge_is_there()
    {
        var (_, anna, ben) = Moving();
        anna.Does(me => new Signal(me, ben.Id, new("candidate", 9)));
        ben.BringsUp();
        anna.IsRefused(RoomErrorCode.NoSuchEdge, me => new Signal(me, ben.Id, default));
    }

    /// <summary>Anna sends to Ben, and the room has just been set to the SFU.</summary>
    private static (TestRoom Room, Client Anna, Client Ben) Moving()
    {
        var room = new TestRoom(Settings);
        var anna = room.Join("anna", TrackSource.Camera);
        var ben = room.Join("ben");
        room.AllRead();
        anna.Does(me => new SetTopology(me, TopologyMode.Sfu));
        return (room, anna, ben);
    }

    private static string[] Plan(TestRoom room) => [.. Names(room.Room.Plan.Edges.ToArray())];

    private static IEnumerable<string> Names(IEnumerable<Edge> edges) => edges.Select(edge => edge.Id.ToString());
}
