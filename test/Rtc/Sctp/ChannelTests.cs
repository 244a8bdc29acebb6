using Plenum.Rtc.Sctp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sctp;

public sealed class ChannelTests
{
    [Fact]
    public void A_channel_arrives_with_everything_it_was_opened_with()
    {
        var pair = new DataPair().Connect();

        var channel = pair.Client.Open("größe", options => options with
        {
            Protocol = "json",
            IsOrdered = false,
            Reliability = Reliability.Retransmits(3),
        });

        var seen = pair.AtServer(channel);
        Assert.Equal(("größe", "json", false, 3), (seen.Label, seen.Protocol, seen.IsOrdered, seen.Reliability.MaxRetransmits));
        Assert.Equal([seen], pair.Server.Opened);
    }

    [Fact]
    public void Messages_sent_before_the_association_opens_arrive()
    {
        var pair = new DataPair();
        var channel = pair.Client.Open();
        Assert.Equal(DataChannelState.Connecting, channel.State);
        Assert.Equal(DataSendResult.Accepted, pair.Client.Send(channel, "early"));

        pair.Connect();

        pair.Until(() => pair.Server.Texts.Contains("early"));
        Assert.Equal([channel], pair.Client.Opened);
    }

    [Fact]
    public void Both_sides_open_channels_at_once_without_taking_the_same_id()
    {
        var pair = new DataPair().Connect();

        var ours = Enumerable.Range(0, 10).Select(i => pair.Client.Open($"c{i}").Id).ToList();
        var theirs = Enumerable.Range(0, 10).Select(i => pair.Server.Open($"s{i}").Id).ToList();

        pair.Until(() => pair.Client.Transport.Channels.Count == 20 && pair.Server.Transport.Channels.Count == 20);
        Assert.All(ours, id => Assert.Equal(0, id % 2));
        Assert.All(theirs, id => Assert.Equal(1, id % 2));
    }

    [Fact]
    public void A_negotiated_channel_needs_no_opening_message()
    {
        var pair = new DataPair().Connect();
        var here = pair.Client.Open("a", options => options with { NegotiatedId = 7 });
        var there = pair.Server.Open("b", options => options with { NegotiatedId = 7 });

        pair.Client.Send(here, "hi");

        pair.Until(() => pair.Server.Messages.Count == 1);
        Assert.Same(there, pair.Server.Messages[0].Channel);
    }

    [Fact]
    public void Closing_delivers_what_was_sent_and_closes_both_ends()
    {
        var pair = new DataPair(2, LinkProfile.RoundTrip(40) with { Loss = 0.2 }).Connect();
        var channel = pair.Client.Open();
        for (var i = 0; i < 20; i++)
            pair.Client.Send(channel, new byte[10_000]);

        pair.Client.Close(channel);

        Assert.Equal(DataSendResult.NotOpen, pair.Client.Send(channel, "too late"));
        pair.Until(() => pair.Client.Ended.Count == 1 && pair.Server.Ended.Count == 1);
        Assert.Equal(20, pair.Server.Messages.Count);
        Assert.Equal(DataChannelState.Closed, channel.State);
    }

    [Fact]
    public void Both_ends_may_close_at_once()
    {
        var pair = new DataPair().Connect();
        var channel = pair.Client.Open();
        var other = pair.AtServer(channel);

        pair.Client.Close(channel);
        pair.Server.Close(other);

        pair.Until(() => pair.Client.Ended.Count == 1 && pair.Server.Ended.Count == 1);
    }

    [Fact]
    public void An_id_is_used_again_after_its_channel_closed() => Seeds.Run(20, seed =>
    {
        var pair = new DataPair(seed, LinkProfile.RoundTrip(30) with { Loss = 0.1, Reorder = 0.1 }).Connect();
        for (var round = 0; round < 5; round++)
        {
            var channel = pair.Client.Open($"round {round}");
            Assert.Equal(0, channel.Id);
            pair.Client.Send(channel, $"hello {round}");
            pair.Client.Send(channel, $"bye {round}");
            pair.Client.Close(channel);
            pair.Until(() => channel.State == DataChannelState.Closed && pair.Server.Ended.Count == round + 1);
        }

        Assert.Equal(Enumerable.Range(0, 5).SelectMany(i => new[] { $"hello {i}", $"bye {i}" }), pair.Server.Texts);
    });

    [Fact]
    public void Many_channels_close_at_once()
    {
        var pair = new DataPair(3, LinkProfile.RoundTrip(30) with { Loss = 0.05 }).Connect();
        var channels = Enumerable.Range(0, 600).Select(i => pair.Client.Open($"{i}")).ToList();
        pair.Until(() => pair.Server.Opened.Count == 600);

        channels.ForEach(pair.Client.Close);

        pair.Until(() => pair.Client.Ended.Count == 600 && pair.Server.Ended.Count == 600);
    }

    [Fact]
    public void A_channel_closed_before_the_association_opens_is_gone_afterwards()
    {
        var pair = new DataPair();
        var channel = pair.Client.Open();
        pair.Client.Close(channel);

        pair.Connect();

        pair.Until(() => pair.Client.Ended.Count == 1);
    }

    [Fact]
    public void The_buffered_amount_rises_and_falls_to_the_threshold_once()
    {
        var pair = new DataPair().Connect();
        var channel = pair.Client.Open();
        channel.BufferedAmountLowThreshold = 50_000;

        pair.Client.Send(channel, new byte[200_000]);

        Assert.InRange(channel.BufferedAmount, 100_000, 200_000);
        pair.Until(() => pair.Client.Low.Count == 1);
        Assert.InRange(channel.BufferedAmount, 0, 50_000);
        pair.Until(() => channel.BufferedAmount == 0);
        Assert.Single(pair.Client.Low);
    }

    [Fact]
    public void More_than_the_send_buffer_holds_is_not_taken()
    {
        var pair = new DataPair(client: DataPair.Options with { SendBuffer = 100_000 }).Connect();
        var channel = pair.Client.Open();

        Assert.Equal(DataSendResult.Accepted, pair.Client.Send(channel, new byte[90_000]));
        Assert.Equal(DataSendResult.BufferFull, pair.Client.Send(channel, new byte[90_000]));
        pair.Until(() => pair.Server.Messages.Count == 1);
        pair.World.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(DataSendResult.Accepted, pair.Client.Send(channel, new byte[90_000]));
    }

    [Fact]
    public void A_message_longer_than_the_other_side_takes_is_not_taken()
    {
        var pair = new DataPair(client: DataPair.Options with { RemoteMaxMessageLength = 1000 }).Connect();
        var channel = pair.Client.Open();

        Assert.Equal(DataSendResult.TooLong, pair.Client.Send(channel, new byte[1001]));
        Assert.Equal(DataSendResult.Accepted, pair.Client.Send(channel, new byte[1000]));
    }

    [Fact]
    public void When_all_ids_are_taken_no_channel_opens()
    {
        var pair = new DataPair(client: DataPair.Options with { MaxStreams = 4 }).Connect();
        pair.Client.Open("0");
        pair.Client.Open("2");

        Assert.False(pair.Client.Transport.TryOpen(new DataChannelOptions("none"), pair.World.Now, out _));
    }

    [Fact]
    public void Enormous_names_are_refused() =>
        Assert.False(new DataPair().Client.Transport.TryOpen(new DataChannelOptions(new string('x', 5000)), Timestamp.Zero, out _));
}
