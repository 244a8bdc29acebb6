using System.Buffers.Binary;
using Plenum.Rtc.Rtcp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Congestion;

/// <summary>Answers transport-wide sequence numbers with feedback.</summary>
internal sealed class SimulatedReceiver : ISimulatedEndpoint
{
    private readonly SimulatedWorld _world;
    private readonly TransportAddress _from;
    private readonly TransportAddress _to;
    private readonly ArrivalRecorder _recorder = new();

    public SimulatedReceiver(SimulatedWorld world, TransportAddress from, TransportAddress to)
    {
        _world = world;
        _from = from;
        _to = to;
        world.Add(this);
        world.Network.Bind(from, this);
    }

    public long ReceivedBytes { get; private set; }

    public Timestamp NextDeadline => _recorder.NextDeadline;

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now)
    {
        ReceivedBytes += datagram.Length;
        _recorder.OnPacket(BinaryPrimitives.ReadUInt16BigEndian(datagram), datagram.Length, now);
    }

    public void Tick(Timestamp now)
    {
        var buffer = new byte[1200];
        while (true)
        {
            var writer = new RtcpWriter(buffer);
            if (!_recorder.TryWrite(ref writer, default, now))
                return;
            _world.Network.Send(_from, _to, buffer.AsSpan(0, writer.Length));
        }
    }
}
