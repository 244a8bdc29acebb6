using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class JoiningTests
{
    [Fact]
    public void The_first_to_come_is_host_and_the_others_are_members()
    {
        var room = new TestRoom();
        Assert.Equal(Role.Host, room.Join("anna").State.Role);
        Assert.Equal(Role.Member, room.Join("ben").State.Role);
    }

    [Fact]
    public void A_role_in_the_token_holds_for_the_first_too()
    {
        var room = new TestRoom();
        Assert.Equal(Role.Viewer, room.JoinAs(Role.Viewer, "vera").State.Role);
    }

    [Theory]
    [InlineData(Role.Host)]
    [InlineData(Role.Member)]
    [InlineData(Role.Viewer)]
    public void A_role_brings_its_grants(Role role) =>
        Assert.Equal(RoleGrants.Of(role), new TestRoom().JoinAs(role, "anna").State.Grants);

    [Fact]
    public void Grants_in_the_token_replace_those_of_the_role() =>
        Assert.Equal(Grants.Chat, new TestRoom().JoinWith(Grants.Chat, "anna").State.Grants);

    [Fact]
    public void The_welcome_holds_everybody_and_the_others_hear_of_the_newcomer()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben", TrackSource.Microphone, TrackSource.Camera);

        Assert.Equal(["anna", "ben"], ben.View!.Snapshot.Participants.Select(participant => participant.Name));
        Assert.Equal(2, anna.Heard<RoomEvent.ParticipantJoined>().Participant.Publications.Count);
        Assert.Equal(0, ben.LastSeq);
        ben.HeardNothing();
    }

    [Fact]
    public void Tracks_that_the_role_may_not_publish_are_left_out_of_a_join() =>
        Assert.Empty(new TestRoom().JoinAs(Role.Viewer, "vera", TrackSource.Camera).State.Publications);

    [Fact]
    public void A_full_room_takes_nobody_until_somebody_has_left()
    {
        var room = new TestRoom(new() { Capacity = 2 });
        var anna = room.Join("anna");
        room.Join("ben");
        var carl = room.Visitor("carl");
        carl.IsRefusedAtTheDoor(RoomErrorCode.RoomFull);

        anna.Does(me => new Leave(me));
        Assert.IsType<RoomReply.Welcome>(carl.TriesToJoin());
    }

    [Fact]
    public void Those_in_grace_keep_their_place()
    {
        var room = new TestRoom(new() { Capacity = 2 });
        room.Join("anna");
        room.Join("ben").Drops();
        room.Visitor("carl").IsRefusedAtTheDoor(RoomErrorCode.RoomFull);
    }

    [Fact]
    public void A_mesh_carries_eight_whatever_the_settings_say() =>
        Assert.Equal(8, new TestRoom(TestRoom.Mesh with { Capacity = 50 }).Room.State.Capacity);

    [Theory]
    [InlineData(TopologyMode.Auto)]
    [InlineData(TopologyMode.Sfu)]
    public void What_can_forward_carries_what_the_settings_say(TopologyMode mode)
    {
        Assert.Equal(200, new TestRoom(new() { Topology = mode }).Room.State.Capacity);
        Assert.Equal(50, new TestRoom(new() { Topology = mode, Capacity = 50 }).Room.State.Capacity);
    }

    [Fact]
    public void An_id_joins_once()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        anna.IsRefusedAtTheDoor(RoomErrorCode.InvalidState);
        anna.Does(me => new Leave(me));
        anna.IsRefusedAtTheDoor(RoomErrorCode.InvalidState);
    }

    [Fact]
    public void A_name_is_trimmed() => Assert.Equal("Anna", JoinNamed("  Anna ").Name);

    [Theory]
    [InlineData("", RoomErrorCode.InvalidArgument)]
    [InlineData("   ", RoomErrorCode.InvalidArgument)]
    [InlineData("a\nb", RoomErrorCode.InvalidArgument)]
    [InlineData("12345678901", RoomErrorCode.NameTooLong)]
    public void A_bad_name_is_refused(string name, RoomErrorCode code) =>
        Assert.Equal(code, RefusalOf(Joining("anna") with { Name = name }));

    [Fact]
    public void Too_much_metadata_is_refused() =>
        Assert.Equal(RoomErrorCode.MetadataTooLong, RefusalOf(Joining("anna") with { Metadata = new('x', 21) }));

    [Fact]
    public void An_unknown_role_is_refused() =>
        Assert.Equal(RoomErrorCode.InvalidArgument, RefusalOf(Joining("anna") with { Role = (Role)7 }));

    [Fact]
    public void Bad_tracks_refuse_the_join()
    {
        var camera = new TrackSpec(Cid.Parse("c"), TrackSource.Camera);
        Assert.Equal(RoomErrorCode.DuplicatePublication, RefusalOf(Joining("a") with { Publications = [camera, camera] }));
        Assert.Equal(RoomErrorCode.InvalidArgument, RefusalOf(Joining("a") with { Publications = [camera with { Width = 0 }] }));
        var many = Enumerable.Range(0, 9).Select(i => camera with { Cid = Cid.Parse($"c{i}") });
        Assert.Equal(RoomErrorCode.TooManyPublications, RefusalOf(Joining("a") with { Publications = [.. many] }));
    }

    [Fact]
    public void Commands_of_somebody_who_never_joined_are_refused()
    {
        var room = new TestRoom();
        room.Join("anna");
        room.Visitor("ghost").IsRefused(RoomErrorCode.SessionNotFound, me => new Chat(me, "boo"));
    }

    private static Join Joining(string name) =>
        new(TestRoom.Id(name), new(1)) { Identity = Identity.Of(TestRoom.Id(name)), Name = name };

    private static ParticipantState JoinNamed(string name)
    {
        var room = new TestRoom();
        room.Room.Handle(Joining("anna") with { Name = name }, room.Now);
        return room.Room.Participants.Single();
    }

    private static RoomErrorCode RefusalOf(Join join)
    {
        var room = new TestRoom(new() { MaxNameLength = 10, MaxMetadataLength = 20 });
        return Assert.IsType<RoomReply.Refused>(room.Do(join).Reply).Error.Code;
    }
}
