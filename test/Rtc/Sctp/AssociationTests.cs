using Plenum.Rtc.Sctp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sctp;

public sealed class AssociationTests
{
    [Fact]
    public void One_side_alone_can_open_the_association()
    {
        var pair = new DataPair();

        pair.Client.Transport.Start(pair.World.Now);

        pair.Until(() => pair.AreOpen, 1);
    }

    [Fact]
    public void Both_sides_can_open_it_at_once() => Assert.True(new DataPair().Connect().AreOpen);

    [Fact]
    public void It_opens_under_heavy_loss() => Seeds.Run(50, seed =>
        new DataPair(seed, LinkProfile.RoundTrip(80) with { Loss = 0.3, Duplicate = 0.1, Reorder = 0.2 }).Connect());

    [Fact]
    public void Data_opens_the_association_when_the_last_word_of_the_handshake_was_lost()
    {
        var pair = new DataPair(profile: LinkProfile.RoundTrip(20));
        pair.Client.Transport.Start(pair.World.Now);
        var back = pair.World.Network.LinkBetween(DataEndpoint.Address(2), DataEndpoint.Address(1));
        pair.Until(() => pair.Server.Transport.State == SctpState.Established || pair.Client.Transport.State == SctpState.CookieEchoed);
        back.IsUp = false;
        pair.Until(() => pair.Server.Transport.State == SctpState.Established);
        back.IsUp = true;
        var start = pair.World.Now;

        pair.Server.Open();

        pair.Until(() => pair.AreOpen);
        Assert.InRange((pair.World.Now - start).TotalMilliseconds, 0, 50);
    }

    [Fact]
    public void A_side_that_nobody_answers_gives_up()
    {
        var pair = new DataPair(profile: LinkProfile.Perfect with { Loss = 1 });

        pair.Client.Transport.Start(pair.World.Now);

        pair.Until(() => pair.Client.Transport.State == SctpState.Closed, 300);
        Assert.Equal([SctpCloseReason.Timeout], pair.Client.Closings);
        Assert.Equal(Timestamp.Never, pair.Client.NextDeadline);
    }

    [Fact]
    public void A_peer_that_falls_silent_is_noticed_by_heartbeats()
    {
        var pair = new DataPair().Connect();

        pair.World.Network.DefaultProfile = LinkProfile.Perfect;
        pair.World.Network.Partition(DataEndpoint.Address(1), DataEndpoint.Address(2));

        pair.Until(() => pair.Client.Closings is [SctpCloseReason.Timeout], 300);
    }

    [Fact]
    public void An_idle_association_stays_open_and_nearly_silent()
    {
        var pair = new DataPair().Connect();
        var link = pair.World.Network.LinkBetween(DataEndpoint.Address(1), DataEndpoint.Address(2));
        var before = link.Offered;

        pair.World.RunFor(TimeSpan.FromMinutes(10));

        Assert.True(pair.AreOpen);
        Assert.InRange(link.Offered - before, 1, 60);
    }

    [Fact]
    public void A_shutdown_delivers_what_was_sent_and_closes_both_sides()
    {
        var pair = new DataPair(profile: LinkProfile.RoundTrip(50) with { Loss = 0.1 }).Connect();
        var channel = pair.Client.Open();
        for (var i = 0; i < 100; i++)
            pair.Client.Send(channel, new byte[5000]);

        pair.Client.Transport.Shutdown(pair.World.Now);

        pair.Until(() => pair.Client.Closings.Count > 0 && pair.Server.Closings.Count > 0);
        Assert.Equal(100, pair.Server.Messages.Count);
        Assert.Equal([SctpCloseReason.Shutdown], pair.Server.Closings);
        Assert.Equal(DataChannelState.Closed, channel.State);
    }

    [Fact]
    public void An_abort_closes_the_other_side_and_all_its_channels()
    {
        var pair = new DataPair().Connect();
        pair.AtServer(pair.Client.Open());

        pair.Client.Transport.Abort();

        pair.Until(() => pair.Server.Closings is [SctpCloseReason.AbortedByPeer]);
        Assert.Single(pair.Server.Ended);
        Assert.Empty(pair.Server.Transport.Channels);
    }
}
