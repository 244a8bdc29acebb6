using Plenum.AspNetCore.Endpoints.Signaling;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class SocketDeadlinesTests
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(10);

    [Fact]
    public void Ping_comes_at_every_interval_and_death_after_two_and_a_half_silent_ones()
    {
        var deadlines = new SocketDeadlines(Heartbeat, JoinTimeout);
        var seen = new List<(double, SocketDue)>();
        for (var now = TimeSpan.Zero; seen.All(due => due.Item2 != SocketDue.Dead); now = deadlines.Next(TimeSpan.Zero, joined: true))
        {
            var due = deadlines.Tick(now, TimeSpan.Zero, joined: true);
            if (due != SocketDue.Nothing)
                seen.Add((now.TotalSeconds, due));
        }

        Assert.Equal([(5, SocketDue.Ping), (10, SocketDue.Ping), (12.5, SocketDue.Dead)], seen);
    }

    [Fact]
    public void A_word_in_time_puts_death_off()
    {
        var deadlines = new SocketDeadlines(Heartbeat, JoinTimeout);

        Assert.NotEqual(SocketDue.Dead, deadlines.Tick(TimeSpan.FromSeconds(22), TimeSpan.FromSeconds(10), joined: true));
        Assert.Equal(SocketDue.Dead, deadlines.Tick(TimeSpan.FromSeconds(22.5), TimeSpan.FromSeconds(10), joined: true));
    }

    [Fact]
    public void Who_has_not_joined_in_time_is_out_however_lively()
    {
        var deadlines = new SocketDeadlines(Heartbeat, JoinTimeout);

        deadlines.Tick(Heartbeat, Heartbeat, joined: false);
        Assert.Equal(JoinTimeout, deadlines.Next(TimeSpan.FromSeconds(9), joined: false));
        Assert.Equal(SocketDue.JoinTimeout, deadlines.Tick(JoinTimeout, JoinTimeout, joined: false));
    }

    [Fact]
    public void A_bucket_gives_its_burst_and_then_its_rate()
    {
        var bucket = new TokenBucket(perSecond: 10, capacity: 3);

        Assert.Equal(3, Enumerable.Range(0, 5).Count(_ => bucket.TryTake(TimeSpan.Zero, out TimeSpan _)));
        Assert.False(bucket.TryTake(TimeSpan.Zero, out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(100), wait);
        Assert.True(bucket.TryTake(TimeSpan.FromMilliseconds(100), out _));
        Assert.False(bucket.TryTake(TimeSpan.FromMilliseconds(101), out _));
        Assert.Equal(3, Enumerable.Range(0, 5).Count(_ => bucket.TryTake(TimeSpan.FromHours(1), out TimeSpan _)));
    }
}
