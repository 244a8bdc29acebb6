using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

/// <summary>When a room is a mesh and when it is on the SFU.</summary>
public sealed class TopologyTests
{
    private static readonly RoomSettings Auto = new();

    [Fact]
    public void A_server_with_too_much_to_do_refuses_who_would_need_it_and_nobody_else()
    {
        var room = new TestRoom(new() { MeshUpTo = 2, MeshAgainAt = 2 });
        Late("anna").TriesToJoin();
        Late("ben").TriesToJoin();
        Assert.Equal(2, room.Room.Participants.Count);

        var player = Late("player");
        player.Reach = Reach.Forward;
        player.IsRefusedAtTheDoor(RoomErrorCode.Overloaded);
        Late("carl").IsRefusedAtTheDoor(RoomErrorCode.Overloaded);

        var ben = room.Client(TestRoom.Id("ben")).Drops();
        Assert.IsType<RoomReply.Resumed>(ben.Resumes());
        room.Join("carl");
        Late("dora").IsRefusedAtTheDoor(RoomErrorCode.Overloaded);

        Client Late(string name)
        {
            var visitor = room.Visitor(name);
            visitor.IsServerFull = true;
            return visitor;
        }
    }

    [Fact]
    public void Four_are_a_mesh_and_the_fifth_brings_the_SFU()
    {
        var room = Call(4);
        Assert.Equal([EdgeVia.Direct], Ways(room));
        room.Join("p4", TrackSource.Camera);
        room.EverybodyBringsUp();
        Assert.Equal([EdgeVia.Forward], Ways(room));
    }

    [Fact]
    public void The_newcomer_that_brings_the_SFU_never_starts_a_mesh()
    {
        var room = Call(4);
        var last = room.Join("p4", TrackSource.Camera);
        Assert.All(last.View!.Snapshot.Edges, edge => Assert.Equal(EdgeVia.Forward, edge.Via));
    }

    [Fact]
    public void Back_to_the_mesh_it_goes_when_three_have_been_enough_for_ten_seconds()
    {
        var room = Call(5, attentive: true);
        Leave(room, "p4");
        room.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal([EdgeVia.Forward], Ways(room));

        Leave(room, "p3");
        Assert.Equal(new RoomDeadline(room.Now + Auto.TopologyHold, RoomDeadlineReason.Calm, null), room.Room.NextDeadline);
        room.Wait(Auto.TopologyHold - TimeSpan.FromTicks(1));
        Assert.Equal([EdgeVia.Forward], Ways(room));
        room.Wait(TimeSpan.FromTicks(1));
        Assert.Equal([EdgeVia.Direct], Ways(room));
    }

    [Fact]
    public void Somebody_who_comes_meanwhile_starts_the_ten_seconds_anew()
    {
        var room = Call(5, attentive: true);
        Leave(room, "p4");
        Leave(room, "p3");
        room.Wait(TimeSpan.FromSeconds(9));
        room.Join("late");
        Leave(room, "late");
        room.Wait(TimeSpan.FromSeconds(9));
        Assert.Equal([EdgeVia.Forward], Ways(room));
        room.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal([EdgeVia.Direct], Ways(room));
    }

    [Fact]
    public void Strain_of_one_for_three_seconds_moves_all()
    {
        var room = Call(3, attentive: true);
        Client(room, "p1").Does(me => new ReportStrain(me, true));
        Assert.Equal(new RoomDeadline(room.Now + Auto.StrainHold, RoomDeadlineReason.Strain, null), room.Room.NextDeadline);
        room.Wait(Auto.StrainHold - TimeSpan.FromTicks(1));
        Assert.Equal([EdgeVia.Direct], Ways(room));
        room.Wait(TimeSpan.FromTicks(1));
        Assert.Equal([EdgeVia.Forward], Ways(room));
    }

    [Fact]
    public void Strain_that_passes_in_time_moves_nobody()
    {
        var room = Call(3, attentive: true);
        var strained = Client(room, "p1").Does(me => new ReportStrain(me, true));
        room.Wait(TimeSpan.FromSeconds(2));
        strained.Does(me => new ReportStrain(me, true)).Does(me => new ReportStrain(me, false));
        room.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal([EdgeVia.Direct], Ways(room));
    }

    [Fact]
    public void Strain_is_gone_with_who_had_it()
    {
        var room = Call(3, attentive: true);
        Client(room, "p1").Does(me => new ReportStrain(me, true));
        Leave(room, "p1");
        room.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal([EdgeVia.Direct], Ways(room));
    }

    [Fact]
    public void After_each_move_for_strain_the_way_back_takes_longer()
    {
        var room = Call(2, attentive: true);
        var rests = new List<double>();
        for (var move = 0; move < 6; move++)
        {
            Client(room, "p1").Does(me => new ReportStrain(me, true));
            room.Wait(Auto.StrainHold);
            Assert.Equal([EdgeVia.Forward], Ways(room));
            Client(room, "p1").Does(me => new ReportStrain(me, false));
            var calm = room.Room.NextDeadline!.Value.At - room.Now;
            rests.Add(calm.TotalMinutes);
            room.Wait(calm);
            Assert.Equal([EdgeVia.Direct], Ways(room));
        }

        Assert.Equal([1, 2, 4, 8, 10, 10], rests);
    }

    [Fact]
    public void In_the_other_modes_neither_number_nor_strain_move_anything()
    {
        foreach (var (mode, way) in new[] { (TopologyMode.Mesh, EdgeVia.Direct), (TopologyMode.Sfu, EdgeVia.Forward) })
        {
            var room = Call(6, attentive: true, Auto with { Topology = mode });
            Client(room, "p1").Does(me => new ReportStrain(me, true));
            room.Wait(TimeSpan.FromMinutes(1));
            Assert.Equal([way], Ways(room));
        }
    }

    [Fact]
    public void A_host_sets_the_mode_and_all_hear_of_it()
    {
        var room = Call(2, attentive: true);
        room.AllRead();
        Client(room, "p0").Does(me => new SetTopology(me, TopologyMode.Sfu));
        Assert.Equal(TopologyMode.Sfu, Client(room, "p1").Heard<RoomEvent.RoomUpdated>().Room.Topology);
        room.EverybodyBringsUp();
        Assert.Equal([EdgeVia.Forward], Ways(room));
        room.AllRead();
        Client(room, "p0").Does(me => new SetTopology(me, TopologyMode.Sfu)).HeardNothing();
        Client(room, "p0").IsRefused(RoomErrorCode.InvalidArgument, me => new SetTopology(me, (TopologyMode)9));
    }

    [Fact]
    public void A_room_tells_on_which_way_it_is_before_anybody_publishes()
    {
        var room = new TestRoom(Auto);
        for (var i = 0; i < 4; i++)
            room.Join($"p{i}");
        Assert.False(room.Room.PlansForward);
        room.Join("p4");
        Assert.True(room.Room.PlansForward);
        Client(room, "p0").Does(me => new SetTopology(me, TopologyMode.Mesh));
        Assert.False(room.Room.PlansForward);
        Client(room, "p0").Does(me => new SetTopology(me, TopologyMode.Sfu));
        Assert.True(room.Room.PlansForward);
    }

    [Fact]
    public void A_mesh_of_more_than_eight_is_refused_and_one_of_eight_is_full()
    {
        var room = Call(9, attentive: true);
        Client(room, "p0").IsRefused(RoomErrorCode.RoomFull, me => new SetTopology(me, TopologyMode.Mesh));
        Leave(room, "p8");
        Client(room, "p0").Does(me => new SetTopology(me, TopologyMode.Mesh));
        Assert.Equal(8, room.Room.State.Capacity);
        room.Visitor("late").IsRefusedAtTheDoor(RoomErrorCode.RoomFull);
    }

    [Fact]
    public void Players_do_not_stand_in_the_way_of_a_mesh()
    {
        var room = Call(2, attentive: true);
        for (var i = 0; i < 8; i++)
        {
            var player = room.Visitor($"player{i}");
            room.Do(new Join(player.Id, room.NextConnection())
            {
                Identity = player.Identity,
                Name = "player",
                Reach = Reach.Forward,
                Audience = true,
            });
        }

        Client(room, "p0").Does(me => new SetTopology(me, TopologyMode.Mesh));
        Assert.Equal(10, room.Room.Participants.Count);
    }

    [Fact]
    public void Without_an_SFU_a_room_is_a_mesh_whatever_the_settings_say()
    {
        var room = Call(6, attentive: true, Auto with { CanForward = false, Topology = TopologyMode.Sfu });
        Assert.Equal((TopologyMode.Mesh, 8), (room.Room.State.Topology, room.Room.State.Capacity));
        Assert.Equal([EdgeVia.Direct], Ways(room));
        Client(room, "p0").IsRefused(RoomErrorCode.Unavailable, me => new SetTopology(me, TopologyMode.Auto));
        Client(room, "p0").Does(me => new SetTopology(me, TopologyMode.Mesh));
    }

    [Fact]
    public void A_room_tells_how_many_it_links_directly_unless_it_cannot_forward()
    {
        Assert.Equal(6, new TestRoom(new RoomSettings { MeshUpTo = 6 }).Room.State.MeshUpTo);
        Assert.Null(new TestRoom(new RoomSettings { CanForward = false }).Room.State.MeshUpTo);
    }

    [Fact]
    public void A_restart_brings_a_room_back_in_the_mode_that_a_host_set()
    {
        var room = Call(2, attentive: true);
        Client(room, "p0").Does(me => new SetTopology(me, TopologyMode.Sfu));
        room.Restart();
        Client(room, "p1").Restores(TrackSource.Camera);
        Client(room, "p0").Restores(TrackSource.Camera);
        Assert.Equal(TopologyMode.Sfu, room.Room.State.Topology);
        Assert.Equal([EdgeVia.Forward], Ways(room));
    }

    [Fact]
    public void A_restart_brings_an_automatic_room_back_on_the_SFU_if_it_was_there()
    {
        var room = Call(5, attentive: true);
        room.Restart();
        Client(room, "p0").Restores(TrackSource.Camera);
        Client(room, "p1").Restores(TrackSource.Camera);
        Assert.Equal([EdgeVia.Forward], Ways(room));
        room.Wait(Auto.TopologyHold);
        Assert.Equal([EdgeVia.Direct], Ways(room));
    }

    [Fact]
    public void A_hundred_who_all_publish_are_planned_in_order()
    {
        var room = new TestRoom(Auto with { Topology = TopologyMode.Sfu });
        for (var i = 0; i < 30; i++)
            room.Join($"p{i}", TrackSource.Camera, TrackSource.Microphone);
        var edges = room.Room.Plan.Edges.ToArray();
        Assert.Equal(30 * 29 * 2, edges.Length);
        Assert.Equal([.. edges.Order(Comparer<Edge>.Create(EdgeOrder.Compare))], edges);
    }

    [Fact]
    public void Nothing_goes_to_who_does_not_subscribe()
    {
        var room = Call(2);
        var encoder = room.Visitor("encoder");
        (encoder.Reach, encoder.Subscribes) = (Reach.Forward, false);
        encoder.TriesToJoin(publishing: TrackSource.Camera);
        Assert.DoesNotContain(room.Room.Plan.Edges.ToArray(), edge => edge.Subscriber == encoder.Id);
        Assert.Equal(2, room.Room.Plan.Edges.ToArray().Count(edge => edge.Publisher == encoder.Id));
    }

    [Fact]
    public void Plan_and_participants_are_other_objects_exactly_when_they_have_changed()
    {
        var room = Call(2);
        var (plan, participants) = (room.Room.Plan, room.Room.Participants);
        Client(room, "p1").Does(me => new Chat(me, "hello"));
        Assert.Same(plan, room.Room.Plan);
        Assert.Same(participants, room.Room.Participants);
        Client(room, "p1").Does(me => new UpdatePublication(me, Cid.Parse("t0"), true, null, null));
        Assert.Same(plan, room.Room.Plan);
        Assert.NotSame(participants, room.Room.Participants);
        Client(room, "p1").Does(me => new Leave(me));
        Assert.NotSame(plan, room.Room.Plan);
    }

    [Fact]
    public void An_edges_id_is_read_back_as_it_was_written()
    {
        foreach (var way in Enum.GetValues<EdgeVia>())
        {
            var id = new EdgeId(new(TestRoom.Id("a"), Cid.Parse("c")), TestRoom.Id("b"), way);
            Assert.True(EdgeId.TryParse(id.ToString(), out var read));
            Assert.Equal(id, read);
        }

        Assert.All(
            [null, "", ">", ":", "a.c>b", "a.c:direct", "a.c>b:", "a.c>b:Direct", "ac>b:mix", "a.c>:mix", "a.c:b>mix", "a.c>b:mix:mix"],
            text => Assert.False(EdgeId.TryParse(text, out _), text));
    }

    private static TestRoom Call(int participants, bool attentive = false, RoomSettings? settings = null)
    {
        var room = new TestRoom(settings ?? Auto) { IsAttentive = attentive };
        for (var i = 0; i < participants; i++)
            room.Join($"p{i}", TrackSource.Camera);
        return room.Wait(TimeSpan.Zero);
    }

    private static Client Client(TestRoom room, string name) => room.Client(TestRoom.Id(name));

    private static void Leave(TestRoom room, string name) => Client(room, name).Does(me => new Leave(me));

    private static EdgeVia[] Ways(TestRoom room) => [.. room.Room.Plan.Edges.ToArray().Select(edge => edge.Via).Distinct()];
}
