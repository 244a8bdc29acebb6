using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class PublishingTests
{
    private static readonly Cid Cam = Cid.Parse("cam");

    [Fact]
    public void A_track_is_announced_to_all_and_then_enters_the_plan()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben");
        room.AllRead();
        anna.Publishes("cam", TrackSource.Camera);

        Assert.Collection(
            ben.Unread,
            first => Assert.Equal("anna.cam", Assert.IsType<RoomEvent.Published>(first).Publication.Id.ToString()),
            second => Assert.Equal("anna.cam>ben:direct", Assert.IsType<RoomEvent.PlanChanged>(second).Added.Single().Id.ToString()));
        Assert.Equal(2, anna.Unread.Count);
    }

    [Fact]
    public void A_track_leaves_the_plan_before_it_is_taken_back()
    {
        var room = new TestRoom();
        var anna = room.Join("anna").Publishes("cam", TrackSource.Camera);
        var ben = room.Join("ben");
        room.AllRead();
        anna.Does(me => new Unpublish(me, Cam));

        Assert.Collection(
            ben.Unread,
            first => Assert.Equal("anna.cam>ben:direct", Assert.IsType<RoomEvent.PlanChanged>(first).Removed.Single().ToString()),
            second => Assert.Equal("anna.cam", Assert.IsType<RoomEvent.Unpublished>(second).Publication.ToString()));
    }

    [Theory]
    [InlineData(TrackSource.Microphone, Grants.PublishAudio, TrackKind.Audio)]
    [InlineData(TrackSource.Camera, Grants.PublishVideo, TrackKind.Video)]
    [InlineData(TrackSource.Screen, Grants.PublishScreen, TrackKind.Video)]
    [InlineData(TrackSource.ScreenAudio, Grants.PublishScreen, TrackKind.Audio)]
    public void Each_source_takes_its_grant(TrackSource source, Grants grant, TrackKind kind)
    {
        var room = new TestRoom();
        room.JoinWith(~grant & RoleGrants.Of(Role.Host), "anna")
            .IsRefused(RoomErrorCode.Forbidden, me => new Publish(me, new(Cam, source)));
        var ben = room.JoinWith(grant, "ben").Publishes("cam", source);
        Assert.Equal(kind, ben.State.Publications.Single().Kind);
    }

    [Fact]
    public void A_cid_is_used_once_at_a_time()
    {
        var anna = new TestRoom().Join("anna").Publishes("cam", TrackSource.Camera);
        anna.IsRefused(RoomErrorCode.DuplicatePublication, me => new Publish(me, new(Cam, TrackSource.Screen)));
        anna.Does(me => new Unpublish(me, Cam)).Publishes("cam", TrackSource.Screen);
    }

    [Fact]
    public void Nobody_publishes_more_tracks_than_the_limit()
    {
        var anna = new TestRoom(new() { MaxPublications = 1 }).Join("anna").Publishes("cam", TrackSource.Camera);
        anna.IsRefused(RoomErrorCode.TooManyPublications, me => new Publish(me, new(Cid.Parse("mic"), TrackSource.Microphone)));
    }

    [Theory]
    [InlineData(TrackSource.Camera, 0, 480)]
    [InlineData(TrackSource.Camera, 640, 16385)]
    [InlineData(TrackSource.Microphone, 640, null)]
    [InlineData((TrackSource)9, null, null)]
    public void A_track_that_cannot_be_is_refused(TrackSource source, int? width, int? height) =>
        new TestRoom().Join("anna").IsRefused(
            RoomErrorCode.InvalidArgument, me => new Publish(me, new(Cam, source, false, width, height)));

    [Fact]
    public void An_update_changes_what_it_names_and_tells_all()
    {
        var room = new TestRoom();
        var anna = room.Join("anna").Publishes("cam", TrackSource.Camera);
        var ben = room.Join("ben");
        room.AllRead();
        anna.Does(me => new UpdatePublication(me, Cam, null, 1280, 720))
            .Does(me => new UpdatePublication(me, Cam, true, null, null));

        var updates = ben.Unread.Cast<RoomEvent.PublicationUpdated>().ToList();
        Assert.Equal((false, 1280, 720), (updates[0].Publication.Muted, updates[0].Publication.Width, updates[0].Publication.Height));
        Assert.Equal((true, 1280, 720), (updates[1].Publication.Muted, updates[1].Publication.Width, updates[1].Publication.Height));
        Assert.Null(updates[1].By);
        Assert.Equal(2, anna.Unread.Count);
    }

    [Fact]
    public void An_update_that_changes_nothing_says_nothing()
    {
        var anna = new TestRoom().Join("anna").Publishes("cam", TrackSource.Camera).Read();
        anna.Does(me => new UpdatePublication(me, Cam, false, null, null)).HeardNothing();
    }

    [Fact]
    public void Only_what_is_published_can_be_changed()
    {
        var anna = new TestRoom().Join("anna").Publishes("mic", TrackSource.Microphone);
        anna.IsRefused(RoomErrorCode.PublicationNotFound, me => new Unpublish(me, Cam));
        anna.IsRefused(RoomErrorCode.PublicationNotFound, me => new UpdatePublication(me, Cam, true, null, null));
        anna.IsRefused(RoomErrorCode.InvalidArgument, me => new UpdatePublication(me, Cid.Parse("mic"), null, 640, 480));
    }
}
