using System.Security.Cryptography;
using Plenum.Rtc.Sctp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sctp;

public sealed class TransferTests
{
    private static readonly LinkProfile Lossy = LinkProfile.RoundTrip(40) with { Loss = 0.05 };

    [Fact]
    public void Ten_megabytes_at_five_percent_loss_arrive_intact_and_in_order()
    {
        var pair = new DataPair(3, Lossy).Connect();
        var channel = pair.Client.Open();
        channel.BufferedAmountLowThreshold = 500_000;
        var content = Content(10 * 1024 * 1024);

        SendAll(pair, channel, content, 65_536);

        pair.Until(() => pair.Server.Messages.Sum(message => message.Bytes.Length) == content.Length, 600);
        Assert.Equal(Hash(content), Hash(pair.Server.Messages.SelectMany(message => message.Bytes).ToArray()));
    }

    [Fact]
    public void A_clean_path_is_filled()
    {
        var rate = Bitrate.FromKilobits(10_000);
        var pair = new DataPair(4, LinkProfile.RoundTrip(40) with { Rate = rate }).Connect();
        var channel = pair.Client.Open();
        var start = pair.World.Now;

        SendAll(pair, channel, Content(5 * 1024 * 1024), 16_384);
        pair.Until(() => pair.Server.Messages.Count == 320, 60);

        var seconds = (pair.World.Now - start).TotalSeconds;
        Assert.InRange(seconds, 4, 6);
    }

    [Fact]
    public void Messages_of_every_length_arrive_as_they_were()
    {
        var pair = new DataPair(5, Lossy).Connect();
        var channel = pair.Client.Open();
        int[] lengths = [0, 1, 2, 3, 1127, 1128, 1129, 1132, 1160, 2264, 65_535, 65_536, 262_144];

        foreach (var length in lengths)
            Assert.Equal(DataSendResult.Accepted, pair.Client.Send(channel, Content(length)));
        pair.Client.Send(channel, "");

        pair.Until(() => pair.Server.Messages.Count == lengths.Length + 1);
        Assert.Equal(lengths.Select(Content), pair.Server.Messages.SkipLast(1).Select(message => message.Bytes));
        Assert.True(pair.Server.Messages[^1].IsText);
        Assert.Empty(pair.Server.Messages[^1].Bytes);
    }

    [Fact]
    public void Unordered_messages_overtake_one_that_was_lost()
    {
        var pair = new DataPair(6).Connect();
        var channel = pair.Client.Open(change: options => options with { IsOrdered = false });
        pair.Client.Send(channel, "first");
        pair.Until(() => pair.Server.Messages.Count == 1);
        pair.World.RunFor(TimeSpan.FromSeconds(1));
        var link = pair.World.Network.LinkBetween(DataEndpoint.Address(1), DataEndpoint.Address(2));

        link.IsUp = false;
        pair.Client.Send(channel, "lost");
        link.IsUp = true;
        pair.Client.Send(channel, "later");

        pair.Until(() => pair.Server.Messages.Count == 3);
        Assert.Equal(["first", "later", "lost"], pair.Server.Texts);
    }

    [Fact]
    public void An_ordered_channel_does_not_wait_for_a_loss_in_another()
    {
        var pair = new DataPair(7).Connect();
        var one = pair.Client.Open("one");
        var two = pair.Client.Open("two");
        pair.AtServer(two);
        pair.World.RunFor(TimeSpan.FromSeconds(1));
        var link = pair.World.Network.LinkBetween(DataEndpoint.Address(1), DataEndpoint.Address(2));

        link.IsUp = false;
        pair.Client.Send(one, "lost in one");
        link.IsUp = true;
        pair.Client.Send(one, "second in one");
        pair.Client.Send(two, "first in two");

        pair.Until(() => pair.Server.Messages.Count == 3);
        Assert.Equal(["first in two", "lost in one", "second in one"], pair.Server.Texts);
    }

    [Fact]
    public void Without_retransmissions_what_is_lost_stays_lost_and_the_rest_keeps_its_order()
    {
        var pair = new DataPair(8, LinkProfile.RoundTrip(40) with { Loss = 0.1 }).Connect();
        var channel = pair.Client.Open(change: options => options with { Reliability = Reliability.Retransmits(0) });
        pair.AtServer(channel);

        SendEvery(pair, channel, 1000, TimeSpan.FromMilliseconds(5));
        pair.World.RunFor(TimeSpan.FromSeconds(30));

        var numbers = pair.Server.Texts.Select(int.Parse).ToList();
        Assert.InRange(numbers.Count, 850, 950);
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(0, channel.BufferedAmount);
    }

    [Fact]
    public void A_lifetime_bounds_how_late_a_message_arrives()
    {
        var pair = new DataPair(9, LinkProfile.RoundTrip(40) with { Loss = 0.2 }).Connect();
        var lifetime = TimeSpan.FromMilliseconds(150);
        var channel = pair.Client.Open(change: options => options with { IsOrdered = false, Reliability = Reliability.For(lifetime) });
        pair.AtServer(channel);
        pair.World.RunFor(TimeSpan.FromSeconds(5));

        SendEvery(pair, channel, 500, TimeSpan.FromMilliseconds(20));
        pair.World.RunFor(TimeSpan.FromSeconds(30));

        Assert.InRange(pair.Server.Messages.Count, 400, 500);
        Assert.True(pair.AreOpen);
    }

    [Fact]
    public void A_message_in_parts_that_is_given_up_blocks_nothing_behind_it()
    {
        var pair = new DataPair(10, LinkProfile.RoundTrip(40) with { Loss = 0.3 }).Connect();
        var lossy = pair.Client.Open("lossy", options => options with { Reliability = Reliability.Retransmits(0) });
        var sure = pair.Client.Open("sure");

        for (var i = 0; i < 20; i++)
        {
            pair.Client.Send(lossy, new byte[50_000]);
            pair.Client.Send(sure, $"{i}");
        }

        pair.Until(() => pair.Server.Messages.Count(message => message.IsText) == 20, 300);
        pair.Client.Send(sure, "end");
        pair.Until(() => pair.Server.Texts.Contains("end"), 60);
        Assert.All(pair.Server.Messages.Where(message => !message.IsText), message => Assert.Equal(50_000, message.Bytes.Length));
    }

    [Fact]
    public void Two_hundred_networks() => Seeds.Run(200, seed =>
    {
        var random = new SeededRandom((ulong)seed * 7919);
        var profile = LinkProfile.RoundTrip(random.Next(200)) with
        {
            Loss = random.NextDouble() * 0.1,
            Jitter = TimeSpan.FromMilliseconds(random.Next(20)),
            Reorder = random.NextDouble() * 0.1,
            Duplicate = random.NextDouble() * 0.1,
            Rate = random.Chance(0.5) ? Bitrate.FromKilobits(500 + random.Next(5000)) : null,
        };
        var pair = new DataPair(seed, profile, echoes: true).Connect();
        var channels = Enumerable.Range(0, 1 + random.Next(4))
            .Select(i => pair.Client.Open($"{i}", options => options with { IsOrdered = i % 2 == 0 })).ToList();
        var sent = channels.ToDictionary(channel => channel.Id, _ => new List<string>());
        for (var i = 0; i < 40; i++)
        {
            var channel = channels[random.Next(channels.Count)];
            var text = $"{i} {new string('x', random.Next(random.Chance(0.2) ? 40_000 : 500))}";
            sent[channel.Id].Add(text);
            pair.Client.Send(channel, text);
        }

        pair.Until(() => pair.Client.Messages.Count == 40, 120);
        pair.World.RunFor(TimeSpan.FromSeconds(5));
        Assert.All(channels, channel =>
        {
            var echoed = pair.Client.Texts.Zip(pair.Client.Messages).Where(entry => entry.Second.Channel == channel).Select(entry => entry.First);
            Assert.Equal(channel.IsOrdered ? sent[channel.Id] : sent[channel.Id].Order(), channel.IsOrdered ? echoed : echoed.Order());
        });
    });

    private static void SendAll(DataPair pair, DataChannel channel, byte[] content, int length)
    {
        for (var at = 0; at < content.Length; at += length)
        {
            var part = content.AsSpan(at, Math.Min(length, content.Length - at)).ToArray();
            while (pair.Client.Send(channel, part) == DataSendResult.BufferFull)
            {
                var low = pair.Client.Low.Count;
                pair.Until(() => pair.Client.Low.Count > low || channel.BufferedAmount == 0, 60);
                pair.World.RunFor(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    private static void SendEvery(DataPair pair, DataChannel channel, int count, TimeSpan interval)
    {
        for (var i = 0; i < count; i++)
        {
            pair.Client.Send(channel, $"{i}");
            pair.World.RunFor(interval);
        }
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new SeededRandom((ulong)length).Fill(content);
        return content;
    }

    private static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));
}
