using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class SessionTests
{
    private static readonly TimeSpan Grace = new RoomSettings().Grace;

    [Fact]
    public void A_lost_connection_shows_at_once_and_the_participant_stays_in_the_plan()
    {
        var room = new TestRoom();
        var anna = room.Join("anna", TrackSource.Microphone);
        var ben = room.Join("ben", TrackSource.Microphone);
        room.AllRead();
        anna.Drops();

        Assert.False(ben.Heard<RoomEvent.ParticipantUpdated>().Participant.Connected);
        Assert.Empty(ben.Unread.OfType<RoomEvent.PlanChanged>());
        Assert.Equal(2, room.Room.Plan.Edges.Length);
    }

    [Fact]
    public void Who_does_not_come_back_within_the_grace_has_left()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Drops();
        Assert.Equal(new(room.Now + Grace, RoomDeadlineReason.Grace, ben.Id), room.Room.NextDeadline);

        room.Wait(Grace - TimeSpan.FromTicks(1));
        Assert.Equal(2, room.Room.Participants.Count);
        room.Wait(TimeSpan.FromTicks(1));
        Assert.Equal(LeaveReason.TimedOut, anna.Heard<RoomEvent.ParticipantLeft>().Reason);
        Assert.IsType<RoomReply.Refused>(ben.Resumes());
    }

    [Fact]
    public void A_resume_ends_the_grace()
    {
        var room = new TestRoom();
        room.Join("anna");
        var ben = room.Join("ben").Drops();
        room.Wait(Grace / 2);
        ben.Resumes();
        room.Wait(Grace * 2);
        Assert.True(ben.State.Connected);
    }

    [Fact]
    public void A_resume_replays_exactly_what_was_missed()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Drops();
        ben.Read();
        anna.Does(me => new Chat(me, "one")).Does(me => new Chat(me, "two"));

        Assert.IsType<RoomReply.Resumed>(ben.Resumes());
        Assert.Equal(["one", "two"], ben.Unread.OfType<RoomEvent.ChatReceived>().Select(chat => chat.Entry.Text));
    }

    [Fact]
    public void The_client_that_comes_back_hears_of_its_own_return_as_all_do()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Drops();
        room.AllRead();
        ben.Resumes();
        Assert.True(anna.Heard<RoomEvent.ParticipantUpdated>().Participant.Connected);
        Assert.Equal([false, true], ben.Unread.Cast<RoomEvent.ParticipantUpdated>().Select(e => e.Participant.Connected));
    }

    [Fact]
    public void What_was_sent_on_a_connection_that_was_dead_already_is_replayed()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben");
        ben.IsDeaf = true;
        anna.Does(me => new Chat(me, "lost"));
        ben.Read().Resumes();
        Assert.Equal("lost", ben.Heard<RoomEvent.ChatReceived>().Entry.Text);
    }

    [Fact]
    public void Where_the_gap_is_too_long_a_snapshot_takes_its_place()
    {
        var room = new TestRoom(new() { EventLogLength = 3 });
        var anna = room.Join("anna");
        var ben = room.Join("ben").Drops();
        for (var i = 0; i < 4; i++)
            anna.Does(me => new Chat(me, "hello"));

        var welcome = Assert.IsType<RoomReply.Welcome>(ben.Resumes());
        Assert.Equal(4, welcome.Snapshot.Chat.Count);
        anna.Does(me => new Chat(me, "after"));
        Assert.Equal(welcome.Seq + 1, ben.LastSeq);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void A_number_that_was_never_sent_gets_a_snapshot(long lastSeq)
    {
        var room = new TestRoom();
        Assert.IsType<RoomReply.Welcome>(room.Join("anna").Drops().Resumes(lastSeq));
    }

    [Fact]
    public void A_session_taken_up_elsewhere_closes_the_old_connection()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var old = anna.Connection!.Value;
        anna.Resumes();
        Assert.Contains(new RoomClosing.OfConnection(anna.Id, old, CloseReason.Replaced), room.Effects.Closings);
    }

    [Fact]
    public void A_session_taken_up_elsewhere_is_no_news_to_anybody()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben");
        room.AllRead();
        ben.Resumes();
        anna.HeardNothing();
        ben.HeardNothing();
    }

    [Fact]
    public void The_late_loss_of_an_old_connection_does_not_touch_the_new_one()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var old = anna.Connection!.Value;
        anna.Resumes();
        anna.Does(me => new Detach(me, old));
        Assert.True(anna.State.Connected);
    }

    [Fact]
    public void A_session_is_not_resumed_on_the_connection_it_has()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        anna.IsRefused(RoomErrorCode.InvalidState, me => new Resume(me, anna.Connection!.Value, 0));
    }

    [Fact]
    public void A_leave_takes_effect_at_once_and_closes_the_connection()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Does(me => new Leave(me));
        Assert.Equal(CloseReason.Left, ben.Closed);
        Assert.Equal(LeaveReason.Left, anna.Heard<RoomEvent.ParticipantLeft>().Reason);
        ben.IsRefused(RoomErrorCode.SessionNotFound, me => new Resume(me, new(99), 0));
    }

    [Fact]
    public void Who_was_put_out_while_away_is_told_so_at_the_resume()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Drops();
        anna.Does(me => new Remove(me, ben.Id, Ban: false));
        ben.IsRefused(RoomErrorCode.Banned, me => new Resume(me, new(99), 0));
    }

    [Fact]
    public void A_broadcast_is_one_object_for_all()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        room.Join("ben");
        room.Join("carl");
        anna.Does(me => new Chat(me, "hello"));
        var events = room.Effects.Deliveries.Select(deliver => deliver.Event).ToList();
        Assert.Equal(3, events.Count);
        Assert.All(events, body => Assert.Same(events[0], body));
    }

    [Fact]
    public void Where_the_room_has_let_go_of_what_was_missed_a_snapshot_takes_its_place()
    {
        // Five events: ben is gone, three chats, ben is back.
        var room = new TestRoom(new() { EventLogBytes = 500 });
        var anna = room.Join("anna");
        var ben = room.Join("ben").Drops();
        Say(3);
        Assert.IsType<RoomReply.Resumed>(ben.Resumes());
        ben.Drops();
        Say(4);
        Assert.IsType<RoomReply.Welcome>(ben.Resumes());

        void Say(int times)
        {
            for (var i = 0; i < times; i++)
                anna.Does(me => new Chat(me, "hello"));
        }
    }

    [Fact]
    public void Who_cannot_listen_is_told_nothing_and_others_hear_of_it_as_of_anybody()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var player = room.Visitor("player");
        room.AllRead();
        Assert.IsType<RoomReply.Welcome>(player.Connects(connection => new Join(player.Id, connection)
        {
            Identity = player.Identity,
            Name = player.Name,
            Listens = false,
        }));
        player.IsDeaf = true;
        anna.Does(me => new Chat(me, "hello"));

        Assert.Equal(player.Id, anna.Heard<RoomEvent.ParticipantJoined>().Participant.Id);
        Assert.DoesNotContain(room.Effects.Deliveries, deliver => deliver.To == player.Id);
    }

    [Fact]
    public void Nothing_is_delivered_to_somebody_without_a_connection()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Drops();
        anna.Does(me => new Chat(me, "hello"));
        Assert.DoesNotContain(room.Effects.Deliveries, deliver => deliver.To == ben.Id);
    }
}
