using Plenum.Rtc;

namespace Plenum.Simulation.Tests.Network;

/// <summary>Notes what arrives and when; can be asked to tick.</summary>
internal sealed class Probe : ISimulatedEndpoint
{
    public List<(byte First, TransportAddress Source, Timestamp At)> Received { get; } = [];

    public List<Timestamp> Ticks { get; } = [];

    public Timestamp NextDeadline { get; set; } = Timestamp.Never;

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now) =>
        Received.Add((datagram[0], source, now));

    public void Tick(Timestamp now)
    {
        Ticks.Add(now);
        NextDeadline = Timestamp.Never;
    }
}
