using Plenum.Rtc;
using Plenum.Rtc.Ice;

namespace Plenum.Simulation.Tests.Ice;

/// <summary>An agent, full or lite, as an endpoint of the simulated network.</summary>
internal sealed class IceNode : ISimulatedEndpoint
{
    private readonly SimulatedWorld _world;

    public IceNode(SimulatedWorld world, IceAgentOptions options)
    {
        _world = world;
        Full = new IceAgent(
            options, IceCredentials.Create(world.Random), world.Random.Fork(), new SimulatedSink(world.Network));
        Agent = Full;
        world.Add(this);
    }

    public IceNode(SimulatedWorld world, TransportAddress address)
    {
        _world = world;
        Agent = new IceLiteAgent(IceCredentials.Create(world.Random), new SimulatedSink(world.Network), world.Now);
        Address = address;
        world.Network.Bind(address, this);
        world.Add(this);
    }

    public IIceAgent Agent { get; }

    public IceAgent? Full { get; }

    public TransportAddress Address { get; }

    public DropCounters Drops { get; } = new();

    public List<IceState> States { get; } = [];

    /// <summary>Whether candidates are passed on to <see cref="Other"/> as they are found.</summary>
    public IceNode? Other { get; set; }

    public Timestamp NextDeadline => Agent.NextDeadline.At;

    public static void Introduce(IceNode one, IceNode other)
    {
        one.Other = other;
        other.Other = one;
        one.Agent.SetRemoteCredentials(other.Agent.LocalCredentials);
        other.Agent.SetRemoteCredentials(one.Agent.LocalCredentials);
        one.Signal();
        other.Signal();
    }

    public void AddAddress(TransportAddress address)
    {
        _world.Network.Bind(address, this);
        Full!.AddLocalAddress(address, _world.Now);
        Signal();
    }

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now)
    {
        var path = new TransportPath(destination, source);
        Agent.TryUnwrap(ref datagram, ref path);
        Drops.Count(Agent.Receive(datagram, path, now));
        Note();
    }

    public void Tick(Timestamp now)
    {
        Agent.Tick(now);
        Note();
    }

    /// <summary>Tells the other side of new candidates, by the text of their lines as signalling would.</summary>
    public void Signal()
    {
        if (Other is null)
            return;
        if (Full is null)
        {
            Other.Full?.AddRemoteCandidate(
                new IceCandidate
                {
                    Foundation = "1",
                    Priority = IcePriority.OfCandidate(IceCandidateType.Host, ushort.MaxValue),
                    Address = Address,
                    Type = IceCandidateType.Host,
                },
                _world.Now);
            return;
        }

        while (Full.TryTakeLocalCandidate(out var candidate))
        {
            Assert.True(IceCandidate.TryParse(candidate!.ToString(), out var read));
            Assert.Equal(candidate, read);
            Other.Full?.AddRemoteCandidate(read!, _world.Now);
        }
    }

    private void Note()
    {
        if (States.Count == 0 || States[^1] != Agent.State)
            States.Add(Agent.State);
        Signal();
    }
}
