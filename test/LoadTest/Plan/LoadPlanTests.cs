using Plenum.LoadTest.Plan;

namespace Plenum.LoadTest.Tests.Plan;

public sealed class LoadPlanTests
{
    private static readonly MediaPlan Media = new();

    [Fact]
    public void In_a_meeting_everybody_watches_everybody_else()
    {
        var plan = Create(new() { Kind = ScenarioKind.Meeting, Participants = 4, Rooms = 2 });

        Assert.Equal(8, plan.Publishers.Count);
        Assert.Empty(plan.Viewers);
        Assert.All(plan.Publishers, one => Assert.Equal(3, one.Watches.Count));
        Assert.All(plan.Publishers, one => Assert.DoesNotContain(one.Id, one.Watches));
        Assert.All(plan.Publishers, one => Assert.All(one.Watches, id => Assert.StartsWith(one.Room, id)));
        Assert.Equal((24, 24), plan.Subscriptions(Media));
    }

    [Fact]
    public void In_a_webinar_viewers_watch_all_publishers()
    {
        var plan = Create(new() { Kind = ScenarioKind.Webinar, Publishers = 3, Viewers = 5 });

        Assert.Equal((3, 5), (plan.Publishers.Count, plan.Viewers.Count));
        Assert.All(plan.Viewers, one => Assert.Equal(3, one.Watches.Count));
        Assert.Equal((3 * 2) + (5 * 3), plan.Subscriptions(Media).Video);
    }

    [Fact]
    public void A_livestream_has_one_publisher_who_watches_nobody()
    {
        var plan = Create(new() { Kind = ScenarioKind.Livestream, Viewers = 7, Publishers = 3 });

        Assert.Empty(Assert.Single(plan.Publishers).Watches);
        Assert.Equal((7, 7), plan.Subscriptions(Media));
    }

    [Fact]
    public void An_audio_room_has_no_pictures()
    {
        var plan = Create(new() { Kind = ScenarioKind.Audio, Participants = 5 });

        Assert.All(plan.Publishers, one => Assert.False(one.SendsVideo || one.WatchesVideo));
        Assert.Equal((0, 20), plan.Subscriptions(Media));
    }

    [Fact]
    public void Those_of_a_churn_come_at_their_rate_and_stay_their_time()
    {
        var plan = Create(new() { Kind = ScenarioKind.Churn, ChurnRate = 20, Stay = TimeSpan.FromSeconds(2), Rooms = 1 }, seconds: 10);

        Assert.Equal(200, plan.Churn.Count);
        Assert.Equal(TimeSpan.FromSeconds(5), plan.Churn[100].JoinsAt);
        Assert.Equal(1 + 40, plan.Peak);
    }

    [Fact]
    public void A_churn_comes_evenly_to_as_many_rooms_as_keep_each_of_them_small()
    {
        var plan = Create(new() { Kind = ScenarioKind.Churn, ChurnRate = 300, Stay = TimeSpan.FromSeconds(2) }, seconds: 10);

        Assert.Equal(25, plan.Publishers.Count);
        Assert.Equal(3000, plan.Churn.Count);
        Assert.Equal(25, plan.Churn.Take(25).Select(one => one.Room).Distinct().Count());
        Assert.All(plan.Churn.GroupBy(one => one.Room), room => Assert.Equal(120, room.Count()));
        Assert.All(plan.Churn, one => Assert.Equal(plan.Publishers.Single(publisher => publisher.Room == one.Room).Id, Assert.Single(one.Watches)));
        Assert.InRange(plan.Peak, 25 + 600, 25 + 601);
    }

    [Fact]
    public void Ids_are_unique_over_all_groups()
    {
        var plan = LoadPlan.Create(
            [new() { Kind = ScenarioKind.Meeting, Rooms = 3 }, new() { Kind = ScenarioKind.Webinar }, new() { Kind = ScenarioKind.Livestream }],
            Media, "room", TimeSpan.FromSeconds(1));

        var ids = plan.Publishers.Concat(plan.Viewers).Select(one => one.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Without_pictures_nobody_sends_or_watches_any()
    {
        var plan = LoadPlan.Create(
            [new() { Kind = ScenarioKind.Meeting }], new() { Video = VideoKind.None }, "room", TimeSpan.Zero);
        Assert.All(plan.Publishers, one => Assert.False(one.SendsVideo || one.WatchesVideo));
    }

    private static LoadPlan Create(ScenarioGroup group, int seconds = 1) =>
        LoadPlan.Create([group], Media, "room", TimeSpan.FromSeconds(seconds));
}
