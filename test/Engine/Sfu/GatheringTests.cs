using Plenum.Engine.Sfu.Forwarding;
using Plenum.Rtc;

namespace Plenum.Engine.Tests.Sfu;

public sealed class GatheringTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2, 0.2)]
    [InlineData(2.5, 2.5)]
    [InlineData(3.5, 3)]
    [InlineData(500, 3)]
    public void Packets_wait_as_long_as_the_last_forwarding_took_but_no_more_than_3_ms(double took, double wait)
    {
        var endedAt = Timestamp.FromMilliseconds(1000);

        Assert.Equal(
            endedAt + TimeSpan.FromMilliseconds(wait), Gathering.Until(endedAt, TimeSpan.FromMilliseconds(took)));
    }
}
