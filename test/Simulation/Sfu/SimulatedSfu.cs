using Plenum.Engine.Sfu;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>
/// The shipped node, with shards whose loops the simulation runs by turns: real sessions, real forwarding, no thread, no
/// socket and no clock.
/// </summary>
internal sealed class SimulatedSfu : IDisposable
{
    /// <summary>The first shard's; the others' ports count up from it.</summary>
    public static readonly TransportAddress Address = TransportAddress.Parse("198.51.100.1:7882");
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();

    private readonly List<SimulatedUdpIo> _sockets = [];
    private readonly List<SimulatedShard> _shards = [];

    public SimulatedSfu(SimulatedWorld world, SfuOptions? options = null, int shards = 1)
    {
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
            OpenSockets = opened =>
            {
                _sockets.Add(new SimulatedUdpIo(world.Network, opened.Addresses));
                return _sockets[^1];
            },
        };
        Node = new SfuNode(options, runtime, shards);
        foreach (var (host, sockets) in Node.Hosts.Zip(_sockets))
        {
            var shard = new SimulatedShard(host, sockets);
            world.Network.Bind(host.Shard.Locals[0], shard);
            world.Add(shard);
            _shards.Add(shard);
        }
    }

    public SfuNode Node { get; }

    public IReadOnlyList<SfuCore> Cores => [.. Node.Hosts.Select(host => host.Core)];

    /// <summary>The first shard's, where a call's room begins.</summary>
    public SfuCore Core => Cores[0];

    /// <summary>The call's branches, one for each shard that it has come to.</summary>
    public IEnumerable<ForwardingRoom> Rooms => Cores.SelectMany(core => core.Rooms);

    public List<SfuFault> Faults { get; } = [];

    /// <summary>What a client's shard sends it from.</summary>
    public TransportAddress AddressOf(ConnectionKey connection) =>
        Cores.First(core => core.Rooms.Any(room => room.Connections.ContainsKey(connection))).Shard.Locals[0];

    /// <summary>A shard's thread stands still, or goes on.</summary>
    public void Stall(int shard, bool isStalled) => _shards[shard].IsStalled = isStalled;

    public void Dispose()
    {
        foreach (var host in Node.Hosts)
            host.Dispose();
    }

    private sealed class SimulatedShard(SfuHost host, SimulatedUdpIo sockets) : ISimulatedEndpoint
    {
        public bool IsStalled { get; set; }

        public Timestamp NextDeadline =>
            IsStalled ? Timestamp.Never : sockets.IsAwake ? Timestamp.Zero : host.Shard.NextDeadline;

        public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now) =>
            sockets.Arrive(datagram, source, destination);

        public void Tick(Timestamp now)
        {
            while (host.Shard.RunRound(now))
                continue;
        }
    }
}
