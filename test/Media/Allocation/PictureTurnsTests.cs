using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Allocation;

public sealed class PictureTurnsTests
{
    [Fact]
    public void Nobody_gives_way_while_nobody_is_dark_for_want_of_budget()
    {
        Assert.False(PictureTurns.IsAwaited([Shown(), Shown()]));
        Assert.False(PictureTurns.IsAwaited([Shown(), Dark() with { WasStarved = false }]));
        Assert.False(PictureTurns.IsAwaited([Shown(), Dark() with { Viewport = new(320, 180, false) }]));
        Assert.False(PictureTurns.IsAwaited([Shown(), Dark() with { Priority = DemandPriority.Pinned }]));
        Assert.True(PictureTurns.IsAwaited([Shown(), Dark()]));
    }

    [Fact]
    public void Who_gave_way_longest_ago_is_next_and_of_equals_the_smallest()
    {
        Assert.Equal(1, PictureTurns.Next([Shown(5), Shown(3), Dark(1), Shown(9)]));
        Assert.Equal(2, PictureTurns.Next([Shown(), Shown(), Shown() with { Viewport = new(160, 90, true) }]));
    }

    [Theory]
    [InlineData(DemandPriority.Speaking)]
    [InlineData(DemandPriority.Pinned)]
    [InlineData(DemandPriority.Screen)]
    public void What_matters_more_stays(DemandPriority priority)
    {
        Assert.Equal(1, PictureTurns.Next([Shown() with { Priority = priority }, Shown(7), Dark()]));
        Assert.Equal(-1, PictureTurns.Next([Shown() with { Priority = priority }, Dark()]));
    }

    private static VideoDemand Shown(double yieldedAt = 0) => Dark(yieldedAt) with { Current = new Layer(0, 3), WasStarved = false };

    private static VideoDemand Dark(double yieldedAt = 0) => new()
    {
        Options = [new(new(0, 3), 180, Bitrate.FromKilobits(100))],
        Viewport = new(320, 180, true),
        WasStarved = true,
        YieldedAt = Timestamp.FromMilliseconds(yieldedAt),
    };
}
