using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class ConversationTests
{
    [Fact]
    public void A_chat_message_reaches_everybody_the_author_included()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Does(me => new Chat(me, "hello"));
        Assert.Equal(new(1, ben.Id, "ben", "hello", room.Now), anna.Heard<RoomEvent.ChatReceived>().Entry);
        Assert.Equal(anna.Heard<RoomEvent.ChatReceived>(), ben.Heard<RoomEvent.ChatReceived>());
    }

    [Fact]
    public void A_newcomer_reads_the_latest_messages()
    {
        var room = new TestRoom(new() { ChatHistory = 2 });
        room.Join("anna").Does(me => new Chat(me, "1")).Does(me => new Chat(me, "2")).Does(me => new Chat(me, "3"));
        var chat = room.Join("ben").View!.Snapshot.Chat;
        Assert.Equal([(2L, "2"), (3L, "3")], chat.Select(entry => (entry.Id, entry.Text)));
    }

    [Fact]
    public void A_message_keeps_the_name_it_was_written_under()
    {
        var room = new TestRoom();
        room.Join("anna").Does(me => new Chat(me, "hi")).Does(me => new Rename(me, "Anne")).Does(me => new Leave(me));
        Assert.Equal("anna", room.Join("ben").View!.Snapshot.Chat.Single().Name);
    }

    [Theory]
    [InlineData("", RoomErrorCode.InvalidArgument)]
    [InlineData(" \n\t", RoomErrorCode.InvalidArgument)]
    [InlineData("12345678901", RoomErrorCode.ChatTooLong)]
    public void A_bad_message_is_refused(string text, RoomErrorCode code) =>
        new TestRoom(new() { MaxChatLength = 10 }).Join("anna").IsRefused(code, me => new Chat(me, text));

    [Fact]
    public void A_raised_hand_shows_since_when()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var raised = room.Now;
        var ben = room.Join("ben").Does(me => new RaiseHand(me, true));
        Assert.Equal(raised, anna.Heard<RoomEvent.ParticipantUpdated>().Participant.HandRaisedAt);

        room.Wait(TimeSpan.FromSeconds(5)).AllRead();
        ben.Does(me => new RaiseHand(me, true));
        anna.HeardNothing();
        Assert.Equal(raised, ben.State.HandRaisedAt);
        ben.Does(me => new RaiseHand(me, false));
        Assert.Null(anna.Heard<RoomEvent.ParticipantUpdated>().Participant.HandRaisedAt);
    }

    [Fact]
    public void A_reaction_reaches_everybody()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Does(me => new React(me, "👏"));
        Assert.Equal((ben.Id, "👏"), (anna.Heard<RoomEvent.Reacted>().Participant, anna.Heard<RoomEvent.Reacted>().Emoji));
        ben.Heard<RoomEvent.Reacted>();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("12345678901234567")]
    public void A_bad_reaction_is_refused(string emoji) =>
        new TestRoom().Join("anna").IsRefused(RoomErrorCode.InvalidArgument, me => new React(me, emoji));

    [Fact]
    public void A_new_name_shows_and_goes_into_the_token()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Does(me => new Rename(me, " Benjamin "));
        Assert.Equal("Benjamin", anna.Heard<RoomEvent.ParticipantUpdated>().Participant.Name);
        Assert.Equal("Benjamin", ben.Heard<RoomEvent.SessionRenewed>().Session.Name);
        Assert.Empty(anna.Unread.OfType<RoomEvent.SessionRenewed>());
    }

    [Fact]
    public void The_same_name_again_says_nothing()
    {
        var anna = new TestRoom().Join("anna");
        anna.Does(me => new Rename(me, "anna")).HeardNothing();
    }

    [Fact]
    public void A_name_out_of_a_token_stays()
    {
        var room = new TestRoom();
        var anna = room.Visitor("anna");
        anna.Connects(connection => new Join(anna.Id, connection) { Identity = anna.Identity, Name = "Anna", NameFixed = true });
        anna.IsRefused(RoomErrorCode.Forbidden, me => new Rename(me, "Boss"));
        Assert.True(anna.Claims!.NameFixed);
    }

    [Fact]
    public void A_bad_name_or_too_much_metadata_is_refused()
    {
        var anna = new TestRoom(new() { MaxNameLength = 5, MaxMetadataLength = 5 }).Join("anna");
        anna.IsRefused(RoomErrorCode.NameTooLong, me => new Rename(me, "123456"));
        anna.IsRefused(RoomErrorCode.InvalidArgument, me => new Rename(me, " "));
        anna.IsRefused(RoomErrorCode.MetadataTooLong, me => new SetMetadata(me, "123456"));
        anna.IsRefused(RoomErrorCode.MetadataTooLong, me => new SetRoomMetadata(me, "123456"));
    }

    [Fact]
    public void Metadata_is_passed_on_as_it_is()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        room.Join("ben").Does(me => new SetMetadata(me, "{}"));
        Assert.Equal("{}", anna.Heard<RoomEvent.ParticipantUpdated>().Participant.Metadata);
        anna.Does(me => new SetRoomMetadata(me, "{room}"));
        Assert.Equal("{room}", anna.Heard<RoomEvent.RoomUpdated>().Room.Metadata);
        Assert.Empty(anna.Unread.OfType<RoomEvent.SessionRenewed>());
    }

    [Fact]
    public void Each_takes_its_grant()
    {
        var nobody = new TestRoom().JoinWith(Grants.None, "nobody");
        nobody.IsRefused(RoomErrorCode.Forbidden, me => new Chat(me, "hi"));
        nobody.IsRefused(RoomErrorCode.Forbidden, me => new RaiseHand(me, true));
        nobody.IsRefused(RoomErrorCode.Forbidden, me => new React(me, "x"));
        nobody.IsRefused(RoomErrorCode.Forbidden, me => new Rename(me, "x"));
        nobody.IsRefused(RoomErrorCode.Forbidden, me => new SetMetadata(me, "x"));
    }
}
