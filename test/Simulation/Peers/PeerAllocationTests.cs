using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Tests.Peers;

public sealed class PeerAllocationTests
{
    private static readonly TransportAddress Alice = TransportAddress.Parse("10.0.0.1:1000");
    private static readonly TransportAddress Server = TransportAddress.Parse("198.51.100.1:443");

    [Fact]
    public void A_media_packet_costs_no_allocation_from_one_peer_to_the_other()
    {
        var world = new SimulatedWorld(1);
        var client = new PeerNode(world, new IceAgentOptions(), Alice);
        var server = new PeerNode(world, Server);
        PeerNode.Introduce(client, server);
        // Streams, replay windows and arrival memory are made by the first packets.
        client.SendVideo(TimeSpan.FromSeconds(3));
        world.RunFor(TimeSpan.FromSeconds(3));

        var buffer = new byte[1500];
        var path = new TransportPath(Server, Alice);
        var sequence = (ushort)(client.LastSequence + 1);
        var received = 0;
        long before = 0;
        for (var i = 0; i < 1100; i++)
        {
            if (i == 100)
                before = GC.GetAllocatedBytesForCurrentThread();
            var length = PeerNode.WritePacket(buffer, sequence++, 0, client.Video!.Ssrc, isLast: false, number: i);
            Assert.True(RtpHeader.TryParse(buffer, out var header));
            Assert.True(client.Peer.TryProtectRtp(
                client.Video, buffer, header.Length, buffer.AsSpan(header.Length..length), world.Now, out var total));
            if (server.Peer.Receive(buffer.AsSpan(0, total), path, world.Now, out var packet))
                received += packet.Length > 0 ? 1 : 0;
            _ = server.Peer.NextDeadline;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1100, received);
    }
}
