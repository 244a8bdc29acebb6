using Plenum.Rtc;

namespace Plenum.Simulation;

/// <summary>Sends what a protocol sends into the network, at once (the network only enqueues).</summary>
public sealed class SimulatedSink(SimulatedNetwork network) : IDatagramSink
{
    public void Send(ReadOnlySpan<byte> datagram, TransportPath path) =>
        network.Send(path.Local, path.Remote, datagram);
}
