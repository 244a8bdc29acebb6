using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Dtls;

/// <summary>One end of a DTLS connection in a simulated world: a session, its address, and what came out of it.</summary>
internal sealed class DtlsPeer : ISimulatedEndpoint, IDtlsSink, IDisposable
{
    private readonly SimulatedWorld _world;
    private readonly TransportAddress _local;
    private readonly TransportAddress _remote;

    public DtlsPeer(
        SimulatedWorld world,
        DtlsRole role,
        DtlsOptions options,
        ICryptoProvider crypto,
        TransportAddress local,
        TransportAddress remote)
    {
        _world = world;
        _local = local;
        _remote = remote;
        Session = new DtlsSession(crypto, role, options, this);
        world.Network.Bind(local, this);
        world.Add(this);
    }

    public DtlsSession Session { get; }

    public DtlsHandshake? Completed { get; private set; }

    public DtlsFailure? Failure { get; private set; }

    public bool IsClosedByPeer { get; private set; }

    public List<byte[]> Data { get; } = [];

    public List<byte[]> Sent { get; } = [];

    public DropCounters Drops { get; } = new();

    public Timestamp NextDeadline => Session.NextDeadline;

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now)
    {
        if (!Session.Receive(datagram, now, out var reason))
            Drops.Count(reason);
    }

    public void Tick(Timestamp now) => Session.Tick(now);

    public void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        Sent.Add(datagram.ToArray());
        _world.Network.Send(_local, _remote, datagram);
    }

    public void HandshakeCompleted(DtlsHandshake handshake)
    {
        Assert.Null(Completed);
        Completed = handshake;
    }

    public void ApplicationDataReceived(ReadOnlySpan<byte> data)
    {
        Assert.NotNull(Completed);
        Data.Add(data.ToArray());
    }

    public void ClosedByPeer() => IsClosedByPeer = true;

    public void Failed(DtlsFailure failure) => Failure = failure;

    public void Dispose() => Session.Dispose();
}
