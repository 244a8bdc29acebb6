using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Plenum.Engine.Sfu;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Tests.Sfu;

public sealed class SfuNodeTests
{
    private static readonly SfuOptions Loopback = new() { Addresses = [IPAddress.Loopback], Port = 0, Shards = 1 };

    [Fact]
    public async Task An_offer_is_answered_passively_with_candidates_that_can_be_reached()
    {
        await using var node = SfuNode.Start(Loopback);
        var room = node.OpenRoom("room", new Listener());

        var answer = Assert.IsType<SfuAnswer.Accepted>(room.Connect(Offer()));

        Assert.True(SessionDescription.TryParse(answer.Sdp, out var description, out _));
        Assert.True(description.IsIceLite);
        var transport = description.TransportOf(description.Media[0]);
        Assert.Equal(DtlsSetup.Passive, transport.Setup);
        Assert.True(IceCandidate.TryParse(Assert.Single(transport.Candidates), out var candidate));
        Assert.Equal(IPAddress.Loopback, candidate!.Address.ToIPAddress());
        Assert.NotEqual(0, candidate.Address.Port);
        Assert.Equal([new SfuSlot("a", false, 0), new SfuSlot("v", true, 0)], answer.Slots);
    }

    [Fact]
    public async Task Every_interface_gives_a_candidate_and_none_is_a_wildcard()
    {
        await using var node = SfuNode.Start(Loopback with { Addresses = [] });
        var answer = Assert.IsType<SfuAnswer.Accepted>(node.OpenRoom("room", new Listener()).Connect(Offer()));
        Assert.True(SessionDescription.TryParse(answer.Sdp, out var description, out _));
        var candidates = description.TransportOf(description.Media[0]).Candidates;
        Assert.NotEmpty(candidates);
        Assert.All(candidates, line => Assert.True(IceCandidate.TryParse(line, out var candidate) && candidate!.IsUsable));
    }

    [Fact]
    public async Task An_offer_that_makes_no_sense_is_refused_and_says_why()
    {
        await using var node = SfuNode.Start(Loopback);
        var room = node.OpenRoom("room", new Listener());

        var refused = Assert.IsType<SfuAnswer.Refused>(room.Connect(Offer() with { Sdp = "v=0\r\nnonsense" }));
        Assert.Equal(SfuRefusal.BadDescription, refused.Reason);
        Assert.NotEqual(SdpError.None, refused.Problem.Error);

        refused = Assert.IsType<SfuAnswer.Refused>(room.Connect(Offer() with { Connection = new("gone") }));
        Assert.Equal(SfuRefusal.ConnectionNotFound, refused.Reason);

        room.Close();
        refused = Assert.IsType<SfuAnswer.Refused>(room.Connect(Offer()));
        Assert.Equal(SfuRefusal.Unavailable, refused.Reason);
    }

    [Fact]
    public async Task A_room_has_no_more_connections_than_it_may()
    {
        await using var node = SfuNode.Start(Loopback with { MaxConnectionsPerRoom = 2 });
        var room = node.OpenRoom("room", new Listener());
        Assert.IsType<SfuAnswer.Accepted>(room.Connect(Offer()));
        Assert.IsType<SfuAnswer.Accepted>(room.Connect(Offer()));
        Assert.Equal(SfuRefusal.Unavailable, Assert.IsType<SfuAnswer.Refused>(room.Connect(Offer())).Reason);
    }

    [Fact]
    public void A_named_port_that_is_taken_is_an_error_for_the_operator()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;

        var error = Assert.Throws<SfuStartException>(() => SfuNode.Start(Loopback with { Port = port }));
        Assert.Contains($"{port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_named_port_the_next_free_one_is_taken()
    {
        await using var first = SfuNode.Start(Loopback with { Port = null, Shards = 2 });
        await using var second = SfuNode.Start(Loopback with { Port = null, Shards = 1 });
        var ports = first.Hosts.Concat(second.Hosts).Select(host => host.Shard.Locals[0].Port).ToList();
        Assert.Equal(3, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, SfuOptions.DefaultPort, SfuOptions.DefaultPort + 200));
    }

    [Fact]
    public void An_address_of_another_machine_is_an_error_for_the_operator() =>
        Assert.Throws<SfuStartException>(() => SfuNode.Start(Loopback with { Addresses = [IPAddress.Parse("192.0.2.1")] }));

    private static ConnectionOffer Offer()
    {
        var fingerprint = CertificateFingerprint.Of("certificate"u8, FingerprintAlgorithm.Sha256);
        ImmutableArray<OfferedMedia> sections =
        [
            new(MediaKind.Audio, "a", MediaDirection.ReceiveOnly), new(MediaKind.Video, "v", MediaDirection.ReceiveOnly),
        ];
        var offer = Negotiator.Offer(
            sections, NegotiationPolicy.Default, new LocalTransport(fingerprint, [], false), null, false, new Entropy());
        return new ConnectionOffer { Participant = new("somebody"), Sdp = offer.Description.ToString() };
    }

    private sealed class Entropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
