using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class ModerationTests
{
    private static readonly ParticipantId Nobody = TestRoom.Id("nobody");

    [Fact]
    public void A_host_mutes_a_track_and_its_publisher_may_unmute_it()
    {
        var (_, anna, ben) = Call();
        ben.Publishes("mic", TrackSource.Microphone).Read();
        var mic = ben.State.Publications.Single().Id;
        anna.Does(me => new MuteTrack(me, mic));
        Assert.Equal((true, anna.Id), (ben.State.Publications.Single().Muted, ben.Heard<RoomEvent.PublicationUpdated>().By));
        ben.Does(me => new UpdatePublication(me, mic.Cid, false, null, null));
        Assert.False(ben.State.Publications.Single().Muted);
    }

    [Fact]
    public void A_host_who_mutes_its_own_track_did_it_as_publisher()
    {
        var (_, anna, ben) = Call();
        anna.Publishes("mic", TrackSource.Microphone);
        anna.Does(me => new MuteTrack(me, anna.State.Publications.Single().Id));
        Assert.Null(ben.Heard<RoomEvent.PublicationUpdated>().By);
    }

    [Fact]
    public void Muting_what_is_muted_says_nothing()
    {
        var (room, anna, ben) = Call();
        ben.Publishes("mic", TrackSource.Microphone);
        anna.Does(me => new MuteTrack(me, ben.State.Publications.Single().Id));
        room.AllRead();
        anna.Does(me => new MuteTrack(me, ben.State.Publications.Single().Id)).HeardNothing();
        anna.IsRefused(RoomErrorCode.PublicationNotFound, me => new MuteTrack(me, new(ben.Id, Cid.Parse("cam"))));
    }

    [Fact]
    public void A_host_asks_and_only_the_one_asked_hears_it()
    {
        var (_, anna, ben) = Call();
        anna.Does(me => new AskToUnmute(me, ben.Id, TrackSource.Camera)).HeardNothing();
        Assert.Equal(new(anna.Id, TrackSource.Camera), ben.Heard<RoomEvent.UnmuteRequested>());
        Assert.Empty(ben.State.Publications);
    }

    [Fact]
    public void Asking_makes_sense_or_is_refused()
    {
        var (room, anna, ben) = Call();
        var vera = room.JoinAs(Role.Viewer, "vera");
        anna.IsRefused(RoomErrorCode.ParticipantNotFound, me => new AskToUnmute(me, Nobody, TrackSource.Camera));
        anna.IsRefused(RoomErrorCode.InvalidArgument, me => new AskToUnmute(me, me, TrackSource.Camera));
        anna.IsRefused(RoomErrorCode.InvalidArgument, me => new AskToUnmute(me, ben.Id, (TrackSource)9));
        anna.IsRefused(RoomErrorCode.InvalidState, me => new AskToUnmute(me, vera.Id, TrackSource.Camera));
    }

    [Fact]
    public void A_host_lowers_a_hand()
    {
        var (_, anna, ben) = Call();
        ben.Does(me => new RaiseHand(me, true));
        anna.Does(me => new LowerHand(me, ben.Id));
        Assert.Null(ben.State.HandRaisedAt);
        anna.IsRefused(RoomErrorCode.ParticipantNotFound, me => new LowerHand(me, Nobody));
    }

    [Fact]
    public void Who_is_put_out_may_join_again()
    {
        var (room, anna, ben) = Call();
        anna.Does(me => new Remove(me, ben.Id, Ban: false));
        Assert.Equal(CloseReason.Removed, ben.Closed);
        Assert.Equal(LeaveReason.Removed, anna.Heard<RoomEvent.ParticipantLeft>().Reason);
        Assert.IsType<RoomReply.Welcome>(room.Visitor("ben2", identity: "ben").TriesToJoin());
    }

    [Fact]
    public void Who_is_banned_may_not()
    {
        var (room, anna, ben) = Call();
        anna.Does(me => new Remove(me, ben.Id, Ban: true));
        room.Visitor("ben2", identity: "ben").IsRefusedAtTheDoor(RoomErrorCode.Banned);
        room.Visitor("ben3", identity: "ben").IsRefusedAtTheDoor(RoomErrorCode.Banned, Role.Host);
    }

    [Fact]
    public void A_ban_puts_out_every_device_and_the_one_that_waits()
    {
        var (room, anna, ben) = Call();
        var phone = room.Visitor("phone", identity: "ben");
        phone.TriesToJoin();
        anna.Does(me => new SetWaitingRoom(me, true));
        var tablet = room.Visitor("tablet", identity: "ben");
        tablet.TriesToJoin();
        Assert.True(tablet.IsWaiting);

        anna.Does(me => new Remove(me, ben.Id, Ban: true));
        Assert.Equal(
            [CloseReason.Removed, CloseReason.Removed, CloseReason.Denied], [ben.Closed, phone.Closed, tablet.Closed]);
    }

    [Fact]
    public void Nobody_puts_out_themselves()
    {
        var (room, anna, _) = Call();
        var phone = room.Visitor("phone", identity: "anna");
        phone.TriesToJoin();
        anna.IsRefused(RoomErrorCode.InvalidArgument, me => new Remove(me, me, false));
        anna.IsRefused(RoomErrorCode.InvalidArgument, me => new Remove(me, phone.Id, Ban: true));
        anna.IsRefused(RoomErrorCode.ParticipantNotFound, me => new Remove(me, Nobody, false));
        anna.Does(me => new Remove(me, phone.Id, Ban: false));
    }

    [Fact]
    public void A_new_role_brings_its_grants_and_a_new_token()
    {
        var (_, anna, ben) = Call();
        anna.Does(me => new SetRole(me, ben.Id, Role.Host));
        Assert.Equal(RoleGrants.Of(Role.Host), ben.State.Grants);
        Assert.Equal(Role.Host, ben.Heard<RoomEvent.SessionRenewed>().Session.Role);
        ben.Does(me => new SetRole(me, anna.Id, Role.Viewer));
        Assert.Equal(Role.Viewer, anna.State.Role);
    }

    [Fact]
    public void Who_becomes_viewer_loses_the_tracks_in_the_right_order()
    {
        var (_, anna, ben) = Call();
        ben.Publishes("mic", TrackSource.Microphone).Publishes("cam", TrackSource.Camera);
        anna.Read().Does(me => new SetRole(me, ben.Id, Role.Viewer));
        Assert.Equal(
            ["PlanChanged", "Unpublished", "Unpublished", "ParticipantUpdated"],
            anna.Unread.Select(body => body.GetType().Name));
    }

    [Fact]
    public void What_only_a_token_brings_outlives_a_role()
    {
        var (room, anna, _) = Call();
        var admin = room.Join("admin", Role.Member, RoleGrants.Of(Role.Member) | Grants.Admin, []);
        anna.Does(me => new SetRole(me, admin.Id, Role.Viewer));
        Assert.Equal(RoleGrants.Of(Role.Viewer) | Grants.Admin, admin.State.Grants);
    }

    [Fact]
    public void The_same_role_again_says_nothing()
    {
        var (_, anna, ben) = Call();
        anna.Does(me => new SetRole(me, ben.Id, Role.Member)).HeardNothing();
    }

    [Fact]
    public void The_only_host_hands_over_instead_of_stepping_down()
    {
        var (_, anna, ben) = Call();
        anna.IsRefused(RoomErrorCode.InvalidState, me => new SetRole(me, me, Role.Member));
        anna.Does(me => new HandOver(me, ben.Id));
        Assert.Equal((Role.Member, Role.Host), (anna.State.Role, ben.State.Role));
        anna.IsRefused(RoomErrorCode.Forbidden, me => new HandOver(me, me));
    }

    [Fact]
    public void A_bad_role_change_is_refused()
    {
        var (_, anna, ben) = Call();
        anna.IsRefused(RoomErrorCode.InvalidArgument, me => new SetRole(me, ben.Id, (Role)9));
        anna.IsRefused(RoomErrorCode.ParticipantNotFound, me => new SetRole(me, Nobody, Role.Host));
        anna.IsRefused(RoomErrorCode.ParticipantNotFound, me => new HandOver(me, Nobody));
        anna.IsRefused(RoomErrorCode.InvalidArgument, me => new HandOver(me, me));
    }

    [Theory]
    [InlineData(Role.Member)]
    [InlineData(Role.Viewer)]
    public void Every_host_action_is_forbidden_to_others(Role role)
    {
        var (room, anna, ben) = Call();
        var other = room.JoinAs(role, "other");
        var actions = new Func<ParticipantId, HostAction>[]
        {
            me => new MuteTrack(me, new(ben.Id, Cid.Parse("t0"))),
            me => new AskToUnmute(me, ben.Id, TrackSource.Camera),
            me => new LowerHand(me, ben.Id),
            me => new Remove(me, anna.Id, true),
            me => new SetRole(me, me, Role.Host),
            me => new HandOver(me, ben.Id),
            me => new Lock(me, true),
            me => new SetWaitingRoom(me, true),
            me => new Admit(me, Nobody),
            me => new Deny(me, Nobody),
            me => new SetRoomMetadata(me, "x"),
            me => new SetTopology(me, TopologyMode.Sfu),
            me => new EndRoom(me),
        };
        Assert.All(actions, action => other.IsRefused(RoomErrorCode.Forbidden, action));

        var all = typeof(RoomCommand).GetNestedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(HostAction)));
        Assert.Equal(all.ToHashSet(), actions.Select(action => action(anna.Id).GetType()).ToHashSet());
    }

    private static (TestRoom Room, Client Anna, Client Ben) Call()
    {
        var room = new TestRoom();
        var call = (room, room.Join("anna"), room.Join("ben"));
        room.AllRead();
        return call;
    }
}
