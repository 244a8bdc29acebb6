using Plenum.Rtc;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Sctp;

namespace Plenum.Simulation.Tests.Peers;

public sealed class PeerTests
{
    private static readonly TransportAddress Alice = TransportAddress.Parse("10.0.0.1:1000");
    private static readonly TransportAddress Bob = TransportAddress.Parse("10.0.0.2:2000");
    private static readonly TransportAddress Server = TransportAddress.Parse("198.51.100.1:443");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_client_connects_to_a_lite_server_under_30_percent_loss() => Seeds.Run(200, seed =>
    {
        var (world, client, server) = ClientAndServer(seed, LinkProfile.RoundTrip(50) with { Loss = 0.3 });
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
    });

    [Fact]
    public void Two_full_peers_connect_under_30_percent_loss() => Seeds.Run(200, seed =>
    {
        var (world, alice, bob) = TwoPeers(seed, LinkProfile.RoundTrip(50) with { Loss = 0.3 });
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
    });

    [Fact]
    public void Either_side_may_open_the_handshake()
    {
        var world = new SimulatedWorld(1);
        var client = new PeerNode(world, new IceAgentOptions(), Alice);
        var server = new PeerNode(world, Server);
        PeerNode.Introduce(client, server, DtlsRole.Server);
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
    }

    [Fact]
    public void Lost_packets_are_recovered_to_under_a_thousandth() => Seeds.Run(20, seed =>
    {
        var (world, client, server) = Connected(seed, LinkProfile.RoundTrip(50) with { Loss = 0.05 });
        client.SendVideo(TimeSpan.FromSeconds(10));
        world.RunFor(TimeSpan.FromSeconds(12));

        Assert.InRange(client.Sent, 1190, 1210);
        Assert.Equal(0, server.Duplicates);
        // The last packets are left out: what nothing follows is not missed.
        var lost = Enumerable.Range(0, client.Sent - 8).Count(number => !server.Received.Contains(number));
        Assert.InRange(lost, 0, client.Sent / 1000);
        Assert.True(server.Peer.InboundStreams[0].PacketsRecovered > 20);
    });

    [Fact]
    public void A_session_survives_a_rebinding() => Seeds.Run(200, seed =>
    {
        var (world, client, server) = ClientAndServer(seed, LinkProfile.RoundTrip(50) with { Loss = 0.02 });
        var nat = world.Network.AddNat(TransportAddress.Parse("192.0.2.1:0"), NatKind.PortRestricted);
        nat.Add(Alice);
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
        client.SendVideo(TimeSpan.FromSeconds(15), packetsPerFrame: 1);
        world.RunFor(TimeSpan.FromSeconds(2));
        nat.Rebind(TransportAddress.Parse("192.0.2.2:0"));
        var received = server.Received.Count;
        // The first question goes out a second after the last report; the next ones, where it is lost, a second apart.
        world.RunFor(TimeSpan.FromSeconds(4.5));
        Assert.True(server.Received.Count > received, "nothing has come from the new address");
        world.RunFor(TimeSpan.FromSeconds(10.5));

        Assert.True(AreConnected(client, server));
        Assert.DoesNotContain(server.Events, happened => happened is PeerEvent.Closed);
        Assert.True(server.Drops(DropReason.AddressNotValidated) > 0);
        Assert.True(server.Received.Count > client.Sent * 2 / 3);
        Assert.Contains(client.Sent - 5, server.Received);
    });

    [Fact]
    public void A_partition_heals_without_a_new_handshake() => Seeds.Run(50, seed =>
    {
        var (world, client, server) = Connected(seed, LinkProfile.RoundTrip(50));
        world.Network.Partition(Alice, Server);
        world.RunFor(TimeSpan.FromSeconds(15));
        Assert.Equal((PeerState.Disconnected, PeerState.Disconnected), (client.Peer.State, server.Peer.State));
        world.Network.Heal(Alice, Server);
        Assert.True(world.RunUntil(() => AreConnected(client, server), TimeSpan.FromSeconds(3)));

        client.SendVideo(TimeSpan.FromSeconds(1));
        world.RunFor(TimeSpan.FromSeconds(2));
        Assert.Equal(client.Sent, server.Received.Count);
        Assert.Single(server.Events, happened => happened is PeerEvent.Connected);
        Assert.Equal(
            [false, true], server.Events.OfType<PeerEvent.ReachabilityChanged>().Select(change => change.IsReachable));
    });

    [Fact]
    public void Consent_that_expires_closes_both_sides()
    {
        var (world, client, server) = Connected(1, LinkProfile.RoundTrip(50));
        world.Network.Partition(Alice, Server);
        world.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal(PeerCloseReason.ConsentExpired, Assert.Single(client.Events.OfType<PeerEvent.Closed>()).Reason);
        Assert.Equal(PeerCloseReason.ConsentExpired, Assert.Single(server.Events.OfType<PeerEvent.Closed>()).Reason);
        Assert.Equal(Deadline.Never, client.Peer.NextDeadline);
    }

    [Fact]
    public void A_peer_that_nobody_answers_closes()
    {
        var (world, client, server) = ClientAndServer(1, new LinkProfile { Loss = 1 });
        world.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal(PeerCloseReason.Unreachable, Assert.Single(client.Events.OfType<PeerEvent.Closed>()).Reason);
        Assert.Equal(PeerCloseReason.Unreachable, Assert.Single(server.Events.OfType<PeerEvent.Closed>()).Reason);
    }

    [Fact]
    public void Closing_tells_the_other_side()
    {
        var (world, client, server) = Connected(1, LinkProfile.RoundTrip(50));
        client.Peer.Close();
        world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(PeerCloseReason.Remote, Assert.Single(server.Events.OfType<PeerEvent.Closed>()).Reason);
        Assert.Equal(PeerState.Closed, client.Peer.State);
    }

    [Fact]
    public void Retransmissions_beyond_their_share_of_the_path_are_refused_and_counted()
    {
        var (world, client, _) = Connected(1, LinkProfile.RoundTrip(50));
        var link = world.Network.LinkBetween(Alice, Server);
        link.Profile = link.Profile with { Rate = Bitrate.FromKilobits(200) };
        client.SendVideo(TimeSpan.FromSeconds(6), packetsPerFrame: 5);
        world.RunFor(TimeSpan.FromSeconds(8));

        Assert.True(client.Drops(DropReason.RetransmissionOverBudget) > 0);
    }

    [Fact]
    public void Media_goes_on_through_an_ICE_restart() => Seeds.Run(50, seed =>
    {
        var (world, client, server) = Connected(seed, LinkProfile.RoundTrip(50));
        client.SendVideo(TimeSpan.FromSeconds(4));
        world.RunFor(TimeSpan.FromSeconds(1));
        client.Peer.RestartIce(IceCredentials.Create(world.Random), world.Now);
        server.Peer.RestartIce(IceCredentials.Create(world.Random), world.Now);
        PeerNode.Introduce(client, server);
        world.RunFor(TimeSpan.FromSeconds(60));

        Assert.Equal(client.Sent, server.Received.Count);
        Assert.True(AreConnected(client, server));
        Assert.Single(server.Events, happened => happened is PeerEvent.Connected);
    });

    [Fact]
    public void Media_goes_through_a_relay() => Seeds.Run(10, seed =>
    {
        var turnAddress = TransportAddress.Parse("198.51.100.9:3478");
        var world = new SimulatedWorld(seed) { Network = { DefaultProfile = LinkProfile.RoundTrip(40) with { Loss = 0.02 } } };
        var turn = new SimulatedTurnServer(world.Network, turnAddress, "user", "password");
        var client = new PeerNode(
            world,
            new IceAgentOptions { RelayOnly = true, TurnServers = [new(turnAddress, "user", "password")] },
            Alice);
        var server = new PeerNode(world, Server);
        PeerNode.Introduce(client, server);
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
        Assert.Equal(4, client.Peer.Route.Overhead);

        client.SendVideo(TimeSpan.FromSeconds(3));
        world.RunFor(TimeSpan.FromSeconds(5));
        Assert.InRange(client.Sent - server.Received.Count, 0, 1);
        Assert.True(turn.ChannelDataIn > client.Sent);
        Assert.Equal(0, world.Network.LinkBetween(Alice, Server).Carried);
    });

    [Fact]
    public void A_certificate_of_another_fingerprint_ends_the_connection()
    {
        var world = new SimulatedWorld(1);
        var client = new PeerNode(world, new IceAgentOptions(), Alice);
        var server = new PeerNode(world, Server);
        server.Peer.SetRemote(client.Describe(DtlsRole.Server) with { Fingerprints = [PeerNode.WrongFingerprint] }, world.Now);
        PeerNode.Introduce(client, server);
        world.RunFor(TimeSpan.FromSeconds(10));

        var closed = Assert.Single(server.Events.OfType<PeerEvent.Closed>());
        Assert.Equal((PeerCloseReason.DtlsFailed, DtlsFailure.FingerprintMismatch), (closed.Reason, closed.Failure));
        Assert.DoesNotContain(server.Events, happened => happened is PeerEvent.Connected);
    }

    [Fact]
    public void What_comes_from_an_address_that_ICE_has_not_validated_is_dropped()
    {
        var (world, client, server) = Connected(1, LinkProfile.RoundTrip(50));
        var stranger = new TransportPath(Server, TransportAddress.Parse("203.0.113.66:6666"));
        byte[][] datagrams = [[22, 254, 253, 0, 0], [128, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], [128, 200, 0, 1]];
        foreach (var datagram in datagrams)
            Assert.False(server.Peer.Receive(datagram, stranger, world.Now, out _));
        Assert.Equal(3, server.Peer.Drops[DropReason.AddressNotValidated]);
        Assert.True(AreConnected(client, server));
    }

    [Fact]
    public void Media_before_the_handshake_is_dropped()
    {
        var world = new SimulatedWorld(1);
        var server = new PeerNode(world, Server);
        byte[] packet = [128, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.False(server.Peer.Receive(packet, new TransportPath(Server, Alice), world.Now, out _));
        Assert.Equal(1, server.Peer.Drops[DropReason.NotConnected]);
    }

    [Fact]
    public void A_key_frame_is_asked_for_once_in_a_while()
    {
        var (world, client, server) = Connected(1, LinkProfile.RoundTrip(50));
        client.SendVideo(TimeSpan.FromSeconds(2));
        world.RunFor(TimeSpan.FromSeconds(1));
        var stream = server.Peer.InboundStreams[0];
        server.Peer.RequestKeyFrame(stream, world.Now);
        server.Peer.RequestKeyFrame(stream, world.Now);
        world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(client.Video, Assert.Single(client.Events.OfType<PeerEvent.KeyFrameRequested>()).Stream);
    }

    [Fact]
    public void Reports_tell_the_round_trip_and_the_senders_clock()
    {
        var (world, client, server) = Connected(1, LinkProfile.RoundTrip(80));
        client.SendVideo(TimeSpan.FromSeconds(10));
        world.RunFor(TimeSpan.FromSeconds(10));
        Assert.InRange(client.Peer.RoundTripTime.Smoothed!.Value.TotalMilliseconds, 79, 82);
        // The receiver sends no media: it learns the round trip by reference times (RFC 3611).
        Assert.InRange(server.Peer.RoundTripTime.Smoothed!.Value.TotalMilliseconds, 79, 82);

        var reports = server.Events.OfType<PeerEvent.SenderReported>().ToList();
        Assert.InRange(reports.Count, 7, 14);
        var seconds = (reports[^1].Ntp - reports[0].Ntp).TotalSeconds;
        Assert.Equal(seconds, (reports[^1].RtpTimestamp - reports[0].RtpTimestamp) / 90_000.0, 0.04);
    }

    [Fact]
    public void Data_channels_deliver_in_order_under_loss() => Seeds.Run(100, seed =>
    {
        var (world, client, server) = ClientAndServer(seed, LinkProfile.RoundTrip(50) with { Loss = 0.1 });
        client.Peer.EnableData(new SctpOptions(), world.Now);
        server.Peer.EnableData(new SctpOptions(), world.Now);
        Assert.True(client.Peer.Data!.TryOpen(new DataChannelOptions("chat"), world.Now, out var channel));
        Assert.True(world.RunUntil(() => channel.State == DataChannelState.Open, Limit));
        for (byte i = 0; i < 100; i++)
        {
            var message = new byte[1 + (i * 100)];
            message[0] = i;
            Assert.Equal(DataSendResult.Accepted, client.Peer.Data.Send(channel, message, isText: false, world.Now));
        }

        Assert.True(world.RunUntil(() => server.Events.OfType<PeerEvent.MessageReceived>().Count() == 100, Limit));
        var received = server.Events.OfType<PeerEvent.MessageReceived>().ToList();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => 1 + (i * 100)), received.Select(message => message.Message.Length));
        Assert.Equal(Enumerable.Range(0, 100), received.Select(message => (int)message.Message.Span[0]));
        Assert.Equal("chat", received[0].Channel.Label);

        server.Peer.Data!.Close(received[0].Channel, world.Now);
        Assert.True(world.RunUntil(() => client.Events.OfType<PeerEvent.ChannelClosed>().Any(), Limit));
    });

    [Fact]
    public void Data_to_a_peer_without_a_data_section_is_dropped()
    {
        var (world, client, server) = Connected(1, LinkProfile.RoundTrip(50));
        client.Peer.EnableData(new SctpOptions(), world.Now);
        world.RunFor(TimeSpan.FromSeconds(2));
        Assert.True(server.Drops(DropReason.NotConnected) > 0);
        Assert.Null(server.Peer.Data);
    }

    [Fact]
    public void The_estimate_finds_the_bottleneck_and_follows_it_down() => Seeds.Run(5, seed =>
    {
        var (world, client, server) = Connected(seed, LinkProfile.RoundTrip(50));
        var link = world.Network.LinkBetween(Alice, Server);
        link.Profile = link.Profile with { Rate = Bitrate.FromKilobits(2000) };
        client.SendAdaptiveVideo(TimeSpan.FromSeconds(20));
        world.RunFor(TimeSpan.FromSeconds(8));
        Assert.InRange(client.Peer.TargetBitrate.BitsPerSecond, 1_600_000, 2_200_000);

        link.Profile = link.Profile with { Rate = Bitrate.FromKilobits(500) };
        world.RunFor(TimeSpan.FromSeconds(3));
        Assert.InRange(client.Peer.TargetBitrate.BitsPerSecond, 250_000, 550_000);
        Assert.Null(server.Peer.Bandwidth);
    });

    [Fact]
    public void An_application_that_sends_little_is_probed_for_by_padding()
    {
        var (world, client, server) = Connected(1, LinkProfile.RoundTrip(50));
        client.Peer.SetDemand(Bitrate.FromKilobits(3000));
        client.SendVideo(TimeSpan.FromSeconds(5), packetsPerFrame: 1);
        world.RunFor(TimeSpan.FromSeconds(6));
        Assert.True(client.Peer.TargetBitrate > Bitrate.FromKilobits(1500));
        Assert.InRange(server.Drops(DropReason.RtxWithoutOriginal), 10, 300);
        Assert.Equal(client.Sent, server.Received.Count);
    }

    [Fact]
    public void An_owner_that_keeps_the_packets_is_told_which_are_missing()
    {
        var (world, client, server) = Connected(1, LinkProfile.RoundTrip(50) with { Loss = 0.1 });
        client.KeepsPackets = true;
        client.SendVideo(TimeSpan.FromSeconds(5));
        world.RunFor(TimeSpan.FromSeconds(7));
        Assert.True(client.Repeated > 20);
        Assert.InRange(client.Sent - server.Received.Count, 0, 2);
    }

    private static (SimulatedWorld World, PeerNode Client, PeerNode Server) Connected(int seed, LinkProfile profile)
    {
        var nodes = ClientAndServer(seed, profile);
        Assert.True(nodes.World.RunUntil(() => AreConnected(nodes.Client, nodes.Server), Limit));
        return nodes;
    }

    private static (SimulatedWorld World, PeerNode Client, PeerNode Server) ClientAndServer(int seed, LinkProfile profile)
    {
        var world = new SimulatedWorld(seed) { Network = { DefaultProfile = profile } };
        var client = new PeerNode(world, new IceAgentOptions(), Alice);
        var server = new PeerNode(world, Server);
        PeerNode.Introduce(client, server);
        return (world, client, server);
    }

    private static (SimulatedWorld World, PeerNode Alice, PeerNode Bob) TwoPeers(int seed, LinkProfile profile)
    {
        var world = new SimulatedWorld(seed) { Network = { DefaultProfile = profile } };
        var alice = new PeerNode(world, new IceAgentOptions(), Alice);
        var bob = new PeerNode(world, new IceAgentOptions { Role = IceRole.Controlled }, Bob);
        PeerNode.Introduce(alice, bob);
        return (world, alice, bob);
    }

    private static bool AreConnected(PeerNode one, PeerNode other) =>
        one.Peer.State == PeerState.Connected && other.Peer.State == PeerState.Connected;
}
