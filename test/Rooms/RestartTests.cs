using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class RestartTests
{
    [Fact]
    public void Everybody_comes_back_as_what_they_were()
    {
        var room = new TestRoom();
        var anna = room.Join("anna", TrackSource.Camera);
        var ben = room.Join("ben", TrackSource.Camera);
        var joined = room.Now;
        room.Wait(TimeSpan.FromMinutes(5)).Restart();

        Assert.IsType<RoomReply.Welcome>(ben.Restores(TrackSource.Camera));
        Assert.IsType<RoomReply.Welcome>(anna.Restores(TrackSource.Camera));
        Assert.Equal((Role.Host, Role.Member), (anna.State.Role, ben.State.Role));
        Assert.Equal(joined, anna.State.JoinedAt);
        Assert.Equal(["anna.t0>ben:direct", "ben.t0>anna:direct"], anna.View!.Snapshot.Edges.Select(edge => edge.Id.ToString()).Order());
    }

    [Fact]
    public void A_room_that_comes_back_promotes_nobody_before_the_host_had_time_to_return()
    {
        var room = new TestRoom();
        room.Join("anna");
        var ben = room.Join("ben");
        room.Restart();
        ben.Restores();
        room.Wait(room.Room.Settings.Grace - TimeSpan.FromSeconds(1));
        Assert.Equal(Role.Member, ben.State.Role);
        room.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(Role.Host, ben.State.Role);
    }

    [Fact]
    public void A_lock_and_a_waiting_room_outlive_a_restart_and_hold_nobody_back_who_was_in()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben");
        anna.Does(me => new Lock(me, true)).Does(me => new SetWaitingRoom(me, true));
        room.Restart();
        ben.Restores();
        Assert.True(room.Room.State is { Locked: true, WaitingRoom: true });
        Assert.IsType<RoomReply.Welcome>(anna.Restores());
        room.Visitor("carl").IsRefusedAtTheDoor(RoomErrorCode.RoomLocked);
    }

    [Fact]
    public void Who_waited_waits_again()
    {
        var room = new TestRoom();
        var anna = room.Join("anna").Does(me => new SetWaitingRoom(me, true));
        var carl = room.Join("carl");
        room.Restart();
        Assert.IsType<RoomReply.Waiting>(carl.Restores());
        anna.Restores();
        Assert.Equal(carl.Id, anna.View!.Snapshot.Waiting.Single().Id);
        room.Wait(TimeSpan.FromMinutes(1));
        Assert.True(carl.IsWaiting);
    }

    [Fact]
    public void Newcomers_make_way_until_all_had_time_to_return()
    {
        var room = new TestRoom(new() { Capacity = 2 });
        var (anna, ben) = (room.Join("anna"), room.Join("ben"));
        room.Restart();
        anna.Restores();
        var carl = room.Join("carl");
        Assert.True(carl.IsWaiting);
        Assert.IsType<RoomReply.Welcome>(ben.Restores());
        Assert.Equal(RoomDeadlineReason.Restored, room.Room.NextDeadline!.Value.Reason);
        room.Wait(room.Room.Settings.Grace);
        Assert.True(carl.IsWaiting);
        ben.Does(me => new Leave(me));
        Assert.False(carl.IsWaiting);
    }

    [Fact]
    public void A_newcomer_comes_in_when_that_time_is_over()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        room.Restart();
        anna.Restores();
        var carl = room.Join("carl");
        room.Wait(room.Room.Settings.Grace);
        Assert.Equal(Role.Member, carl.State.Role);
    }

    [Fact]
    public void Where_newcomers_were_faster_there_may_be_no_place_left()
    {
        var room = new TestRoom(new() { Capacity = 1 });
        var anna = room.Join("anna");
        room.Restart();
        room.Join("carl");
        Assert.Equal(RoomErrorCode.RoomFull, Assert.IsType<RoomReply.Refused>(anna.Restores()).Error.Code);
    }

    [Fact]
    public void Tracks_that_are_no_longer_allowed_do_not_come_back()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben", TrackSource.Camera);
        anna.Does(me => new SetRole(me, ben.Id, Role.Viewer));
        room.Restart();
        ben.Restores(TrackSource.Camera);
        Assert.Empty(ben.State.Publications);
    }

    [Fact]
    public void A_session_is_taken_back_only_for_a_while()
    {
        var room = new TestRoom();
        var (anna, ben) = (room.Join("anna"), room.Join("ben"));
        room.Restart();
        anna.Restores();
        room.Wait(room.Room.Settings.RestoreWindow + TimeSpan.FromTicks(1));
        Assert.Equal(RoomErrorCode.SessionNotFound, Assert.IsType<RoomReply.Refused>(ben.Restores()).Error.Code);
    }

    [Fact]
    public void A_token_of_before_brings_nobody_back_who_has_left_since()
    {
        var room = new TestRoom();
        var (anna, ben, carl) = (room.Join("anna"), room.Join("ben"), room.Join("carl"));
        room.Restart();
        anna.Restores();
        ben.Restores();
        carl.Restores();
        ben.Does(me => new Leave(me));
        Assert.Equal(RoomErrorCode.SessionNotFound, Assert.IsType<RoomReply.Refused>(ben.Restores()).Error.Code);
        anna.Does(me => new Remove(me, carl.Id, Ban: true));
        Assert.Equal(RoomErrorCode.Banned, Assert.IsType<RoomReply.Refused>(carl.Restores()).Error.Code);
    }

    [Fact]
    public void The_same_token_twice_takes_the_session_over()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        room.Restart();
        anna.Restores();
        Assert.IsType<RoomReply.Welcome>(anna.Restores());
        Assert.Single(room.Room.Participants);
    }

    [Fact]
    public void Bad_tracks_refuse_the_return()
    {
        var room = new TestRoom(new() { MaxPublications = 1 });
        var anna = room.Join("anna");
        room.Restart();
        var reply = anna.Restores(TrackSource.Camera, TrackSource.Microphone);
        Assert.Equal(RoomErrorCode.TooManyPublications, Assert.IsType<RoomReply.Refused>(reply).Error.Code);
    }
}
