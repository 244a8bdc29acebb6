using Plenum.Media.Allocation;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Allocation;

public sealed class DynacastPlanTests
{
    private readonly DynacastPlan _plan = new();

    [Fact]
    public void What_is_needed_is_asked_for_at_once_and_stopped_after_a_while()
    {
        Assert.True(Update(0b111, 1));
        Assert.False(Update(0b001, 2));
        Assert.False(Update(0b001, 3.9));
        Assert.True(Update(0b001, 4.1));
        Assert.Equal(0b001u, _plan.Wanted);
        Assert.True(Update(0b101, 4.2));
        Assert.Equal(0b101u, _plan.Wanted);
    }

    [Fact]
    public void A_new_publication_keeps_all_its_layers_until_somebody_had_the_time_to_want_them()
    {
        Update(0, 1);
        Assert.Equal(0b111u, _plan.Wanted);
        Update(0, 4);
        Assert.Equal(0u, _plan.Wanted);
    }

    private bool Update(uint needed, double seconds) =>
        _plan.Update(needed, 3, Timestamp.FromMilliseconds(seconds * 1000));
}
