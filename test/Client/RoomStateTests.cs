using Plenum.Protocol;

namespace Plenum.Client.Tests;

public sealed class RoomStateTests
{
    private static readonly PublicationInfo Camera = new() { Id = "a.cam", Kind = TrackKind.Video, Source = TrackSource.Camera, Muted = false };

    private readonly RoomState _room = RoomState.From(new RoomSnapshot
    {
        Room = Info(capacity: 8),
        Participants = [Participant("a", Camera), Participant("b")],
        Edges = [Edge("1")],
        Chat = [],
        Waiting = [],
    });

    [Fact]
    public void Who_joins_is_there_and_who_leaves_is_not()
    {
        var room = _room.After(new RoomEvent.ParticipantJoined { Participant = Participant("c") });
        Assert.Equal(["a", "b", "c"], room.Participants.Keys.Order());

        room = room.After(new RoomEvent.ParticipantLeft { Participant = "a", Reason = LeaveReason.Left });
        Assert.Equal(["b", "c"], room.Participants.Keys.Order());
    }

    [Fact]
    public void Publications_come_change_and_go()
    {
        var muted = Camera with { Muted = true };
        var room = _room.After(new RoomEvent.PublicationUpdated { Participant = "a", Publication = muted });
        Assert.Equal(muted, room.FindPublication("a.cam"));

        room = room.After(new RoomEvent.Unpublished { Participant = "a", Publication = "a.cam" });
        Assert.Null(room.FindPublication("a.cam"));

        room = room.After(new RoomEvent.Published { Participant = "a", Publication = Camera });
        Assert.Equal(Camera, Assert.Single(room.Participants["a"].Publications));
    }

    [Fact]
    public void The_plan_changes_by_its_difference()
    {
        var room = _room.After(new RoomEvent.PlanChanged { Added = [Edge("2"), Edge("3")], Removed = ["1", "unknown"] });

        Assert.Equal(["2", "3"], room.Edges.Keys.Order());
    }

    [Fact]
    public void Settings_are_replaced()
    {
        Assert.Equal(20, _room.After(new RoomEvent.RoomUpdated { Room = Info(capacity: 20) }).Info.Capacity);
    }

    [Fact]
    public void What_names_somebody_unknown_changes_nothing()
    {
        Assert.Same(_room, _room.After(new RoomEvent.Published { Participant = "nobody", Publication = Camera }));
        Assert.Same(_room, _room.After(new RoomEvent.Reacted { Participant = "a", Emoji = "!" }));
    }

    private static RoomInfo Info(int capacity) => new()
    {
        Name = "room",
        Capacity = capacity,
        Locked = false,
        WaitingRoom = false,
        Topology = Topology.Auto,
        Metadata = "",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static ParticipantInfo Participant(string id, params PublicationInfo[] publications) => new()
    {
        Id = id,
        Identity = id,
        Name = id,
        Role = ParticipantRole.Member,
        Grants = [],
        Metadata = "",
        JoinedAt = DateTimeOffset.UnixEpoch,
        Connected = true,
        Publications = publications,
    };

    private static EdgeInfo Edge(string id) =>
        new() { Id = id, Publication = "a.cam", Publisher = "a", Subscriber = "b", Via = EdgeVia.Forward };
}
