using Plenum.Rtc.Dtls;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Dtls;

public sealed class DtlsLossTests
{
    [Fact]
    public void Every_one_of_300_handshakes_survives_30_percent_loss() => Seeds.Run(300, seed =>
    {
        using var pair = new DtlsPair(seed, LinkProfile.RoundTrip(60) with { Loss = 0.3 });

        Assert.True(pair.Connect());
        Assert.Equal(
            pair.Client.Completed!.SrtpKeyingMaterial.Span,
            pair.Server.Completed!.SrtpKeyingMaterial.Span);
    });

    [Fact]
    public void Nearly_every_handshake_survives_50_percent_loss()
    {
        var connected = 0;
        Seeds.Run(100, seed =>
        {
            using var pair = new DtlsPair(seed, LinkProfile.RoundTrip(60) with { Loss = 0.5 });
            connected += pair.Connect() ? 1 : 0;
        });

        Assert.True(connected >= 98, $"only {connected} of 100");
    }

    [Fact]
    public void Duplicated_and_reordered_fragments_do_no_harm() => Seeds.Run(100, seed =>
    {
        var link = LinkProfile.RoundTrip(40) with { Duplicate = 0.5, Reorder = 0.5, Loss = 0.1 };
        DtlsOptions Narrow(DtlsOptions options) => options with { MaxDatagramLength = 300 };
        using var pair = new DtlsPair(seed, link, Narrow, Narrow);

        Assert.True(pair.Connect());
    });

    [Fact]
    public void Data_sent_at_once_by_either_side_is_not_lost_to_reordering() => Seeds.Run(100, seed =>
    {
        using var pair = new DtlsPair(seed, LinkProfile.RoundTrip(40) with { Reorder = 0.5 });
        pair.Start();
        pair.World.RunUntil(() => pair.Server.Session.TrySend("early"u8), TimeSpan.FromSeconds(10));
        pair.World.RunUntil(() => pair.Client.Session.TrySend("also early"u8), TimeSpan.FromSeconds(10));

        pair.RunFor(10);

        Assert.Equal("early"u8, Assert.Single(pair.Client.Data));
        Assert.Equal("also early"u8, Assert.Single(pair.Server.Data));
    });

    [Fact]
    public void A_lost_last_flight_is_sent_again_when_the_client_repeats_its_own()
    {
        using var pair = new DtlsPair().Start();
        var toClient = pair.World.Network.LinkBetween(
            TransportAddress.Parse("10.0.0.2:5000"), TransportAddress.Parse("10.0.0.1:4000"));
        pair.World.RunUntil(() => pair.Client.Sent.Count >= 2, TimeSpan.FromSeconds(1));
        toClient.IsUp = false;
        pair.World.RunUntil(() => pair.Server.Completed is not null, TimeSpan.FromSeconds(1));
        pair.RunFor(0.5);
        Assert.Equal(DtlsState.Handshaking, pair.Client.Session.State);

        toClient.IsUp = true;

        Assert.True(pair.World.RunUntil(() => pair.AreConnected, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void A_repeated_record_never_carries_the_number_of_another()
    {
        using var pair = new DtlsPair(7, LinkProfile.RoundTrip(60) with { Loss = 0.5 });
        pair.Connect();

        foreach (var peer in new[] { pair.Client, pair.Server })
        {
            var numbers = peer.Sent.SelectMany(Numbers).ToList();
            Assert.True(numbers.Count > 5);
            Assert.Equal(numbers.Count, numbers.Distinct().Count());
        }
    }

    private static List<long> Numbers(byte[] datagram)
    {
        var numbers = new List<long>();
        ReadOnlySpan<byte> rest = datagram;
        while (DtlsRecord.TryRead(ref rest, out var record))
            numbers.Add(((long)record.Epoch << 48) | record.Sequence);
        return numbers;
    }
}
