using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public void An_end_closes_every_connection_and_the_room()
    {
        var room = new TestRoom();
        var (anna, ben) = (room.Join("anna"), room.Join("ben"));
        anna.Does(me => new SetWaitingRoom(me, true));
        var carl = room.Join("carl");
        anna.Does(me => new EndRoom(me));

        Assert.All([anna, ben, carl], client => Assert.Equal(CloseReason.RoomEnded, client.Closed));
        Assert.Equal(new RoomClosing.OfRoom(RoomClosedReason.Ended), room.Effects.Closings[^1]);
        Assert.True(room.Room.IsClosed);
        Assert.Null(room.Room.NextDeadline);
    }

    [Fact]
    public void A_room_that_is_over_takes_no_commands_and_does_nothing_more()
    {
        var room = new TestRoom();
        var anna = room.Join("anna").Does(me => new EndRoom(me));
        anna.IsRefused(RoomErrorCode.RoomEnded, me => new Chat(me, "hello?"));
        room.Visitor("ben").IsRefusedAtTheDoor(RoomErrorCode.RoomEnded);
        Assert.True(room.Room.Tick(room.Now + TimeSpan.FromDays(1)).IsEmpty);
    }

    [Fact]
    public void An_empty_room_is_kept_for_a_while()
    {
        var room = new TestRoom();
        room.Join("anna").Does(me => new Chat(me, "still here?")).Does(me => new Leave(me));
        room.Wait(room.Room.Settings.EmptyLinger - TimeSpan.FromTicks(1));
        var ben = room.Join("ben");
        Assert.Equal("still here?", ben.View!.Snapshot.Chat.Single().Text);
        Assert.Equal(Role.Host, ben.State.Role);
        room.Wait(TimeSpan.FromDays(1));
        Assert.False(room.Room.IsClosed);
    }

    [Fact]
    public void And_then_given_up()
    {
        var room = new TestRoom();
        room.Join("anna").Does(me => new Leave(me));
        Assert.Equal(RoomDeadlineReason.Empty, room.Room.NextDeadline!.Value.Reason);
        room.Wait(room.Room.Settings.EmptyLinger);
        Assert.Equal([new RoomClosing.OfRoom(RoomClosedReason.Empty)], room.Effects.Closings);
    }

    [Fact]
    public void A_room_that_nobody_ever_entered_is_given_up_too()
    {
        var room = new TestRoom();
        room.Wait(room.Room.Settings.EmptyLinger);
        Assert.True(room.Room.IsClosed);
    }

    [Fact]
    public void A_tick_before_anything_is_due_does_nothing()
    {
        var room = new TestRoom();
        room.Join("anna").Drops();
        Assert.True(room.Room.Tick(room.Now).IsEmpty);
    }

    [Fact]
    public void The_nearest_deadline_is_named_first()
    {
        var room = new TestRoom();
        var anna = room.Join("anna").Drops();
        room.Wait(TimeSpan.FromSeconds(1));
        room.Join("ben").Drops();
        Assert.Equal(anna.Id, room.Room.NextDeadline!.Value.Participant);
    }
}
