using Plenum.Engine.Sfu;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>
/// The shipped node, with one shard whose loop the simulation runs: real sessions, real forwarding, no thread, no socket
/// and no clock.
/// </summary>
internal sealed class SimulatedSfu : ISimulatedEndpoint, IDisposable
{
    public static readonly TransportAddress Address = TransportAddress.Parse("198.51.100.1:7882");
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();

    private readonly SimulatedWorld _world;
    private readonly SfuHost _host;
    private SimulatedUdpIo? _io;

    public SimulatedSfu(SimulatedWorld world, SfuOptions? options = null)
    {
        _world = world;
        options = (options ?? new()) with
        {
            Addresses = [Address.ToIPAddress()],
            Port = Address.Port,
            OnFault = Faults.Add,
        };
        var runtime = new SfuRuntime
        {
            Crypto = Crypto,
            Certificate = Certificate,
            Entropy = world.Random.Fork(),
            WallClock = new NtpClock(new NtpTime(0xE000_0000_0000_0000)),
            OpenSockets = opened => _io = new SimulatedUdpIo(world.Network, opened.Addresses),
        };
        Node = new SfuNode(options, runtime, 1);
        _host = Node.Hosts.Single();
        world.Network.Bind(Address, this);
        world.Add(this);
    }

    public SfuNode Node { get; }

    public SfuCore Core => _host.Core;

    public List<SfuFault> Faults { get; } = [];

    public Timestamp NextDeadline =>
        _io!.IsAwake ? Timestamp.Zero : _host.Shard.NextDeadline;

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now) =>
        _io!.Arrive(datagram, source, destination);

    public void Tick(Timestamp now)
    {
        while (_host.Shard.RunRound(now))
            continue;
    }

    public void Dispose()
    {
        _host.Dispose();
        _io!.Dispose();
    }
}
