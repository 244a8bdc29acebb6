using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class DoorTests
{
    [Fact]
    public void A_locked_room_takes_no_newcomers()
    {
        var room = new TestRoom();
        var anna = room.Join("anna").Does(me => new Lock(me, true));
        Assert.True(anna.Heard<RoomEvent.RoomUpdated>().Room.Locked);
        var ben = room.Visitor("ben");
        ben.IsRefusedAtTheDoor(RoomErrorCode.RoomLocked);
        anna.Does(me => new Lock(me, false));
        Assert.IsType<RoomReply.Welcome>(ben.TriesToJoin());
    }

    [Fact]
    public void A_lock_keeps_nobody_from_resuming()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Drops();
        anna.Does(me => new Lock(me, true));
        Assert.IsType<RoomReply.Resumed>(ben.Resumes());
    }

    [Fact]
    public void A_host_by_token_passes_lock_and_waiting_room()
    {
        var room = new TestRoom(new() { WaitingRoom = true });
        room.Join("anna").Does(me => new Lock(me, true));
        Assert.IsType<RoomReply.Welcome>(room.Visitor("boss").TriesToJoin(Role.Host));
    }

    [Fact]
    public void A_change_of_the_door_goes_into_every_token()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben");
        anna.Does(me => new Lock(me, true));
        Assert.True(ben.Heard<RoomEvent.SessionRenewed>().Session.RoomLocked);
        anna.Does(me => new SetWaitingRoom(me, true));
        Assert.True(ben.Claims!.RoomWaits);
    }

    [Fact]
    public void The_same_again_says_nothing()
    {
        var anna = new TestRoom().Join("anna");
        anna.Does(me => new Lock(me, false)).Does(me => new SetWaitingRoom(me, false)).HeardNothing();
    }

    [Fact]
    public void A_newcomer_waits_and_only_hosts_hear_of_it()
    {
        var (room, anna, ben) = CallWithWaitingRoom();
        var carl = room.Join("carl", TrackSource.Camera);
        Assert.True(carl.IsWaiting);
        Assert.Equal([new(carl.Id, carl.Identity, "carl", room.Now)], anna.Heard<RoomEvent.WaitingChanged>().Waiting);
        ben.HeardNothing();
        carl.HeardNothing();
        Assert.Equal(2, room.Room.Participants.Count);
        Assert.Null(room.Room.SnapshotFor(carl.Id));
    }

    [Fact]
    public void Who_waits_hears_nothing_of_the_room_and_can_do_nothing_in_it()
    {
        var (room, anna, _) = CallWithWaitingRoom();
        var carl = room.Join("carl");
        anna.Does(me => new Chat(me, "secret"));
        carl.HeardNothing();
        carl.IsRefused(RoomErrorCode.InvalidState, me => new Chat(me, "hello?"));
        carl.IsRefused(RoomErrorCode.InvalidState, me => new Admit(me, me));
        anna.IsRefused(RoomErrorCode.ParticipantNotFound, me => new SetRole(me, carl.Id, Role.Host));
    }

    [Fact]
    public void A_host_admits()
    {
        var (room, anna, ben) = CallWithWaitingRoom();
        var carl = room.Join("carl", TrackSource.Camera);
        room.Wait(TimeSpan.FromSeconds(3)).AllRead();
        anna.Does(me => new Admit(me, carl.Id));

        Assert.Equal(3, carl.Heard<RoomEvent.Admitted>().Snapshot.Participants.Count);
        Assert.Equal(3, carl.View!.Snapshot.Edges.Count);
        Assert.False(carl.Heard<RoomEvent.SessionRenewed>().Session.Waiting);
        Assert.Equal(room.Now, carl.State.JoinedAt);
        Assert.Single(ben.Heard<RoomEvent.ParticipantJoined>().Participant.Publications);
        Assert.Empty(anna.Heard<RoomEvent.WaitingChanged>().Waiting);
    }

    [Fact]
    public void A_host_turns_away()
    {
        var (room, anna, _) = CallWithWaitingRoom();
        var carl = room.Join("carl");
        anna.Does(me => new Deny(me, carl.Id));
        Assert.Equal(CloseReason.Denied, carl.Closed);
        Assert.Empty(room.Room.Waiting);
        carl.IsRefused(RoomErrorCode.Denied, me => new Resume(me, new(99), 0));
    }

    [Fact]
    public void Only_who_waits_can_be_admitted_or_turned_away()
    {
        var (_, anna, ben) = CallWithWaitingRoom();
        anna.IsRefused(RoomErrorCode.ParticipantNotFound, me => new Admit(me, ben.Id));
        anna.IsRefused(RoomErrorCode.ParticipantNotFound, me => new Deny(me, ben.Id));
    }

    [Fact]
    public void Switching_it_off_lets_in_whom_the_room_holds_and_the_rest_as_places_come_free()
    {
        var (room, anna, ben) = CallWithWaitingRoom(new() { Capacity = 3 });
        var (carl, dora) = (room.Join("carl"), room.Join("dora"));
        anna.Does(me => new SetWaitingRoom(me, false));
        Assert.Equal((false, true), (carl.IsWaiting, dora.IsWaiting));
        ben.Does(me => new Leave(me));
        Assert.False(dora.IsWaiting);
    }

    [Fact]
    public void Nobody_is_admitted_into_a_full_room()
    {
        var (room, anna, _) = CallWithWaitingRoom(new() { Capacity = 2 });
        var carl = room.Join("carl");
        anna.IsRefused(RoomErrorCode.RoomFull, me => new Admit(me, carl.Id));
    }

    [Fact]
    public void A_lock_keeps_those_waiting_until_a_host_says_otherwise()
    {
        var (room, anna, _) = CallWithWaitingRoom();
        var carl = room.Join("carl");
        anna.Does(me => new Lock(me, true)).Does(me => new SetWaitingRoom(me, false));
        Assert.True(carl.IsWaiting);
        anna.Does(me => new Admit(me, carl.Id));
        Assert.False(carl.IsWaiting);
    }

    [Fact]
    public void The_waiting_room_holds_only_so_many()
    {
        var (room, _, _) = CallWithWaitingRoom(new() { MaxWaiting = 1 });
        room.Join("carl");
        room.Visitor("dora").IsRefusedAtTheDoor(RoomErrorCode.RoomFull);
    }

    [Fact]
    public void Who_waits_may_drop_and_come_back_or_leave()
    {
        var (room, anna, _) = CallWithWaitingRoom();
        var carl = room.Join("carl").Drops();
        Assert.IsType<RoomReply.Waiting>(carl.Resumes());
        carl.Does(me => new Leave(me));
        Assert.Equal(CloseReason.Left, carl.Closed);

        var dora = room.Join("dora").Drops();
        room.AllRead().Wait(room.Room.Settings.Grace);
        Assert.Empty(anna.Heard<RoomEvent.WaitingChanged>().Waiting);
        dora.IsRefused(RoomErrorCode.SessionNotFound, me => new Resume(me, new(99), 0));
    }

    [Fact]
    public void Who_is_admitted_while_away_learns_it_at_the_resume()
    {
        var (room, anna, _) = CallWithWaitingRoom();
        var carl = room.Join("carl").Drops();
        anna.Does(me => new Admit(me, carl.Id));
        Assert.False(carl.State.Connected);
        Assert.IsType<RoomReply.Resumed>(carl.Resumes());
        carl.Heard<RoomEvent.Admitted>();
        Assert.True(carl.State.Connected);
    }

    [Fact]
    public void A_new_host_is_told_who_waits_and_a_former_one_no_longer()
    {
        var (room, anna, ben) = CallWithWaitingRoom();
        var carl = room.Join("carl");
        room.AllRead();
        anna.Does(me => new HandOver(me, ben.Id));
        Assert.Equal(carl.Id, ben.Heard<RoomEvent.WaitingChanged>().Waiting.Single().Id);
        Assert.Empty(anna.Heard<RoomEvent.WaitingChanged>().Waiting);
    }

    [Fact]
    public void The_first_to_come_does_not_wait_for_a_host_but_becomes_one()
    {
        var room = new TestRoom(new() { WaitingRoom = true });
        Assert.Equal(Role.Host, room.Join("anna").State.Role);
        Assert.True(room.Join("ben").IsWaiting);
    }

    [Fact]
    public void When_all_have_left_the_one_who_waits_longest_runs_the_call()
    {
        var room = new TestRoom(new() { WaitingRoom = true });
        var anna = room.Join("anna");
        var (ben, carl) = (room.Join("ben"), room.Join("carl"));
        anna.Does(me => new Leave(me));
        Assert.Equal(Role.Host, ben.State.Role);
        Assert.True(carl.IsWaiting);
        Assert.Equal(carl.Id, ben.Heard<RoomEvent.Admitted>().Snapshot.Waiting.Single().Id);
        Assert.Empty(ben.Unread.OfType<RoomEvent.WaitingChanged>());
    }

    [Fact]
    public void A_member_by_token_waits_for_a_host_even_in_an_empty_room()
    {
        var room = new TestRoom(new() { WaitingRoom = true });
        Assert.True(room.JoinAs(Role.Member, "anna").IsWaiting);
        var boss = room.JoinAs(Role.Host, "boss");
        Assert.Single(boss.View!.Snapshot.Waiting);
    }

    private static (TestRoom Room, Client Anna, Client Ben) CallWithWaitingRoom(RoomSettings? settings = null)
    {
        var room = new TestRoom(settings);
        var (anna, ben) = (room.Join("anna", TrackSource.Camera), room.Join("ben"));
        anna.Does(me => new SetWaitingRoom(me, true));
        room.AllRead();
        return (room, anna, ben);
    }
}
