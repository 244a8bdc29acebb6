using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Forwarding;

public sealed class KeyFrameRequestsTests
{
    [Fact]
    public void A_sender_that_does_not_answer_is_asked_ever_more_seldom()
    {
        var requests = new KeyFrameRequests();
        var asked = new List<int>();
        for (var time = 0; time < 12_000; time += 10)
        {
            requests.Want();
            if (requests.TryAsk(Timestamp.FromMilliseconds(time)))
                asked.Add(time);
        }

        Assert.Equal([0, 300, 900, 2100, 4500, 7500, 10500], asked);
    }

    [Fact]
    public void All_who_wait_share_one_request()
    {
        var requests = new KeyFrameRequests();
        requests.Want();
        requests.Want();

        Assert.True(requests.TryAsk(Timestamp.FromMilliseconds(5)));
        Assert.False(requests.TryAsk(Timestamp.FromMilliseconds(5)));
    }

    [Fact]
    public void Nobody_is_asked_when_nobody_waits()
    {
        var requests = new KeyFrameRequests();
        Assert.False(requests.TryAsk(Timestamp.FromMilliseconds(5)));
        requests.Want();
        requests.Settle();

        Assert.False(requests.TryAsk(Timestamp.FromMilliseconds(5)));
        Assert.Equal(Timestamp.Never, requests.NextDeadline);
    }

    [Fact]
    public void After_an_answer_it_is_asked_soon_again_but_never_at_once()
    {
        var requests = new KeyFrameRequests();
        requests.Want();
        requests.TryAsk(Timestamp.FromMilliseconds(1000));
        requests.Settle();
        requests.Want();

        Assert.False(requests.TryAsk(Timestamp.FromMilliseconds(1299)));
        Assert.True(requests.TryAsk(Timestamp.FromMilliseconds(1300)));
    }
}
