using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sctp;

/// <summary>Stands before the server and keeps a copy of what comes to it.</summary>
internal sealed class PacketTap : ISimulatedEndpoint
{
    private readonly DataEndpoint _server;

    public PacketTap(DataPair pair)
    {
        _server = pair.Server;
        pair.World.Network.Unbind(DataEndpoint.Address(2));
        pair.World.Network.Bind(DataEndpoint.Address(2), this);
    }

    public List<byte[]> Packets { get; } = [];

    public Timestamp NextDeadline => Timestamp.Never;

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now)
    {
        Packets.Add(datagram.ToArray());
        _server.Receive(datagram, source, destination, now);
    }

    public void Tick(Timestamp now)
    {
    }
}
