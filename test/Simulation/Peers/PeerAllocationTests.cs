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

        var run = new Run(client, server, world.Now);
        // The send history grows with the rate, up to its bound; after that there is nothing left to allocate.
        Assert.Contains(Enumerable.Range(0, 20).Select(_ => run.AllocatedByAThousand()), allocated => allocated == 0);
    }

    private sealed class Run(PeerNode client, PeerNode server, Timestamp now)
    {
        private readonly TransportPath _path = new(Server, Alice);
        private readonly byte[] _buffer = new byte[1500];
        private ushort _sequence = (ushort)(client.LastSequence + 1);

        public long AllocatedByAThousand()
        {
            var received = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                received += Send(i) ? 1 : 0;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(1000, received);
            return allocated;
        }

        private bool Send(int number)
        {
            var length = PeerNode.WritePacket(_buffer, _sequence++, 0, client.Video!.Ssrc, isLast: false, number);
            var isReceived = RtpHeader.TryParse(_buffer, out var header)
                && client.Peer.TryProtectRtp(
                    client.Video, _buffer, header.Length, _buffer.AsSpan(header.Length..length), now, out var total)
                && server.Peer.Receive(_buffer.AsSpan(0, total), _path, now, out var packet)
                && packet.Length > 0;
            _ = server.Peer.NextDeadline;
            return isReceived;
        }
    }
}
