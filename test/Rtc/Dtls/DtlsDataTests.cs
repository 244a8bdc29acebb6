using Plenum.Rtc.Dtls;

namespace Plenum.Rtc.Tests.Dtls;

public sealed class DtlsDataTests
{
    [Fact]
    public void Data_crosses_both_ways()
    {
        using var pair = Connected();

        Assert.True(pair.Client.Session.TrySend("to the server"u8));
        Assert.True(pair.Server.Session.TrySend("to the client"u8));
        pair.RunFor(1);

        Assert.Equal("to the server"u8, Assert.Single(pair.Server.Data));
        Assert.Equal("to the client"u8, Assert.Single(pair.Client.Data));
    }

    [Fact]
    public void The_longest_data_fills_one_datagram_and_longer_is_refused()
    {
        using var pair = Connected();
        var longest = new byte[pair.Client.Session.MaxApplicationDataLength];

        Assert.True(pair.Client.Session.TrySend(longest));
        Assert.False(pair.Client.Session.TrySend(new byte[longest.Length + 1]));
        pair.RunFor(1);

        Assert.Equal(1200, pair.Client.Sent[^1].Length);
        Assert.Equal(longest, Assert.Single(pair.Server.Data));
    }

    [Fact]
    public void Nothing_is_sent_before_the_handshake_is_done()
    {
        using var pair = new DtlsPair().Start();

        Assert.False(pair.Client.Session.TrySend("early"u8));
        Assert.False(pair.Server.Session.TrySend("early"u8));
    }

    [Fact]
    public void A_replayed_record_is_dropped()
    {
        using var pair = Connected();
        pair.Client.Session.TrySend("once"u8);
        pair.RunFor(1);

        Assert.False(pair.Server.Session.Receive(pair.Client.Sent[^1], pair.World.Now, out var reason));

        Assert.Equal(DropReason.DtlsReplayed, reason);
        Assert.Single(pair.Server.Data);
    }

    [Fact]
    public void A_changed_record_is_dropped_and_the_true_one_still_counts()
    {
        using var pair = Connected();
        pair.Server.Session.TrySend("truth"u8);
        var forged = pair.Server.Sent[^1].ToArray();
        forged[^1] ^= 1;

        Assert.False(pair.Client.Session.Receive(forged, pair.World.Now, out var reason));
        pair.RunFor(1);

        Assert.Equal(DropReason.DtlsNotAuthentic, reason);
        Assert.Single(pair.Client.Data);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_close_reaches_the_other_side(bool byClient)
    {
        using var pair = Connected();
        var (closing, other) = byClient ? (pair.Client, pair.Server) : (pair.Server, pair.Client);

        closing.Session.Close();
        pair.RunFor(1);

        Assert.Equal(DtlsState.Closed, closing.Session.State);
        Assert.Equal(DtlsState.Closed, other.Session.State);
        Assert.True(other.IsClosedByPeer);
        Assert.Null(other.Failure);
        Assert.False(other.Session.TrySend("late"u8));
    }

    [Fact]
    public void An_unauthenticated_alert_does_not_end_a_connected_session()
    {
        using var pair = Connected();
        byte[] alert = [21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 99, 0, 2, 2, 40];

        Assert.False(pair.Client.Session.Receive(alert, pair.World.Now, out var reason));

        Assert.Equal(DropReason.DtlsUnexpected, reason);
        Assert.True(pair.AreConnected);
    }

    [Fact]
    public void Sending_and_receiving_data_allocates_nothing()
    {
        var (clientSink, serverSink) = (new LastDatagram(), new LastDatagram());
        using var certificate = DtlsPair.Crypto.GenerateCertificate();
        var options = DtlsPair.Options(certificate, certificate);
        using var client = new DtlsSession(DtlsPair.Crypto, DtlsRole.Client, options, clientSink);
        using var server = new DtlsSession(DtlsPair.Crypto, DtlsRole.Server, options, serverSink);
        server.Start(Timestamp.Zero);
        client.Start(Timestamp.Zero);
        server.Receive(clientSink.Datagram, Timestamp.Zero, out _);
        client.Receive(serverSink.Datagram, Timestamp.Zero, out _);
        server.Receive(clientSink.Datagram, Timestamp.Zero, out _);
        client.Receive(serverSink.Datagram, Timestamp.Zero, out _);
        var data = new byte[1000];

        Allocations.AssertNone(() =>
        {
            if (!client.TrySend(data) || !server.Receive(clientSink.Datagram, Timestamp.Zero, out _))
                throw new InvalidOperationException();
        });
    }

    private static DtlsPair Connected()
    {
        var pair = new DtlsPair();
        Assert.True(pair.Connect());
        return pair;
    }
}
