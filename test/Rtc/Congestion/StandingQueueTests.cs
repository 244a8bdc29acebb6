using Plenum.Rtc.Congestion;

namespace Plenum.Rtc.Tests.Congestion;

public sealed class StandingQueueTests
{
    private StandingQueue _queue = new();
    private Timestamp _now = Timestamp.FromMilliseconds(1000);

    [Fact]
    public void Round_trips_that_stay_long_are_a_queue_to_be_emptied()
    {
        Measure(40, seconds: 5);
        Measure(390, seconds: 1);

        Assert.True(_queue.Stands);
        Assert.Equal(0.8, _queue.Share, 3);
    }

    [Fact]
    public void Most_of_the_rate_stays_however_long_it_is()
    {
        Measure(40, seconds: 5);
        Measure(2000, seconds: 1);

        Assert.Equal(0.7, _queue.Share, 3);
    }

    [Fact]
    public void What_a_busy_machine_adds_is_no_queue()
    {
        Measure(40, seconds: 5);
        Measure(180, seconds: 1);

        Assert.False(_queue.Stands);
        Assert.True(_queue.Share >= 1);
    }

    [Fact]
    public void A_way_that_has_become_longer_is_known_as_that_after_a_while()
    {
        Measure(40, seconds: 5);
        Measure(340, seconds: 45);

        Assert.False(_queue.Stands);
    }

    [Fact]
    public void Where_nothing_is_lost_somebody_is_only_slow_to_answer()
    {
        Measure(40, seconds: 5);
        Measure(390, seconds: 5, lost: 0);

        Assert.False(_queue.Stands);
    }

    private void Measure(double milliseconds, int seconds, int lost = 1)
    {
        var roundTrip = TimeSpan.FromMilliseconds(milliseconds);
        for (var time = 0; time < seconds * 10; time++)
            _queue.Update(roundTrip, roundTrip, lost, _now += TimeSpan.FromMilliseconds(100));
    }
}
