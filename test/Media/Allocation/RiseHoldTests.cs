using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Allocation;

public sealed class RiseHoldTests
{
    private readonly RiseHold _hold = new();

    [Fact]
    public void One_fall_is_no_habit_and_each_further_one_holds_longer()
    {
        Fall(0);
        Assert.False(_hold.Holds(At(0.1)));
        Fall(2);
        Assert.True(_hold.Holds(At(5.9)));
        Assert.False(_hold.Holds(At(6)));
        Fall(8);
        Assert.True(_hold.Holds(At(15.9)));
        for (var fall = 0; fall < 5; fall++)
            Fall(20);
        Assert.True(_hold.Holds(At(51)));
        Assert.False(_hold.Holds(At(52)));
    }

    [Fact]
    public void What_lasted_for_long_and_another_size_of_the_tile_begin_anew()
    {
        Fall(0);
        Fall(1);
        Fall(36);
        Assert.False(_hold.Holds(At(36.1)));
        Fall(37);
        _hold.Reset();
        Assert.False(_hold.Holds(At(37.1)));
    }

    [Fact]
    public void Fewer_frames_are_no_fall()
    {
        _hold.Note(new(1, 3), new(1, 0), At(0));
        _hold.Note(new(1, 3), new(1, 0), At(1));
        Assert.False(_hold.Holds(At(1.1)));
    }

    private static Timestamp At(double seconds) => Timestamp.FromMilliseconds(seconds * 1000);

    private void Fall(double seconds) => _hold.Note(new Layer(1, 3), new Layer(0, 3), At(seconds));
}
