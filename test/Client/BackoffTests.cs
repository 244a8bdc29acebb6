using Plenum.Client.Signaling;

namespace Plenum.Client.Tests;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_up_to_eight_seconds()
    {
        var backoff = new Backoff();

        Assert.Equal(
            [250, 500, 1000, 2000, 4000, 8000, 8000],
            Enumerable.Range(0, 7).Select(_ => backoff.Next(chance: 1).TotalMilliseconds));
    }

    [Fact]
    public void Chance_takes_at_most_half_of_a_wait() => Assert.Equal(125, new Backoff().Next(chance: 0).TotalMilliseconds);
}
