using Plenum.Rtc;

namespace Plenum.Simulation;

/// <summary>
/// Carries datagrams between addresses. Every ordered pair of IP addresses has a <see cref="Link"/> of its own, made on
/// first use from <see cref="DefaultProfile"/>; <see cref="Route"/> lets pairs share one. Same seed, same calls: same run.
/// </summary>
public sealed class SimulatedNetwork
{
    private readonly SimulatedWorld _world;
    private readonly SeededRandom _random;
    private readonly Dictionary<(TransportAddress From, TransportAddress To), Link> _links = [];
    private readonly Dictionary<TransportAddress, ISimulatedEndpoint> _endpoints = [];
    private readonly List<SimulatedNat> _nats = [];

    internal SimulatedNetwork(SimulatedWorld world, SeededRandom random)
    {
        _world = world;
        _random = random;
    }

    /// <summary>Datagrams that arrived where nobody listens, or that a NAT filtered.</summary>
    public long Undeliverable { get; private set; }

    /// <summary>The profile of links made from now on.</summary>
    public LinkProfile DefaultProfile { get; set; } = LinkProfile.RoundTrip(20);

    /// <summary>Delivers what is sent to this address and port to this endpoint, which may bind many.</summary>
    public void Bind(TransportAddress address, ISimulatedEndpoint endpoint) => _endpoints.Add(address, endpoint);

    public void Unbind(TransportAddress address) => _endpoints.Remove(address);

    /// <summary>A link that is on no route yet.</summary>
    public Link CreateLink(LinkProfile profile) => new(profile, _random.Fork());

    /// <summary>Sends everything from one IP address to another over this link; ports are ignored.</summary>
    public void Route(TransportAddress from, TransportAddress to, Link link) =>
        _links[(from.WithPort(0), to.WithPort(0))] = link;

    /// <summary>Gives both directions between two IP addresses this profile, keeping queues and counters.</summary>
    public void Connect(TransportAddress one, TransportAddress other, LinkProfile profile)
    {
        LinkBetween(one, other).Profile = profile;
        LinkBetween(other, one).Profile = profile;
    }

    /// <summary>The link from one IP address to another, before NAT translation of the source.</summary>
    public Link LinkBetween(TransportAddress from, TransportAddress to)
    {
        var key = (from.WithPort(0), to.WithPort(0));
        if (!_links.TryGetValue(key, out var link))
            _links.Add(key, link = CreateLink(DefaultProfile));
        return link;
    }

    /// <summary>Cuts both directions between two IP addresses.</summary>
    public void Partition(TransportAddress one, TransportAddress other) => SetUp(one, other, false);

    /// <summary>Mends both directions between two IP addresses.</summary>
    public void Heal(TransportAddress one, TransportAddress other) => SetUp(one, other, true);

    /// <summary>A NAT with this public IP address; add the hosts behind it.</summary>
    public SimulatedNat AddNat(TransportAddress publicAddress, NatKind kind)
    {
        var nat = new SimulatedNat(publicAddress, kind);
        _nats.Add(nat);
        return nat;
    }

    /// <summary>Puts a datagram on its way. Only enqueues: delivery is an event of its own, even without any latency.</summary>
    public void Send(TransportAddress source, TransportAddress destination, ReadOnlySpan<byte> payload)
    {
        var link = LinkBetween(source, destination);
        var outside = NatOf(source, destination) is { } nat ? nat.TranslateOut(source, destination) : source;
        var copies = link.Carry(payload.Length, _world.Now, out var arrival, out var duplicateArrival);
        if (copies > 0)
            Schedule(arrival, payload, outside, destination);
        if (copies > 1)
            Schedule(duplicateArrival, payload, outside, destination);
    }

    private void Schedule(
        Timestamp arrival, ReadOnlySpan<byte> payload, TransportAddress source, TransportAddress destination)
    {
        var datagram = new InFlightDatagram(payload.ToArray(), source, destination);
        _world.At(arrival, () => Deliver(datagram));
    }

    private void Deliver(InFlightDatagram datagram)
    {
        var destination = datagram.Destination;
        var nat = _nats.Find(candidate => candidate.IsPublic(destination));
        var passed = nat is null || nat.TryTranslateIn(destination, datagram.Source, out destination);
        if (passed && _endpoints.TryGetValue(destination, out var endpoint))
            endpoint.Receive(datagram.Payload, datagram.Source, destination, _world.Now);
        else
            Undeliverable++;
    }

    /// <summary>The NAT that a datagram leaves through; none when both are on the same inside.</summary>
    private SimulatedNat? NatOf(TransportAddress source, TransportAddress destination) =>
        _nats.Find(nat => nat.IsInside(source) && !nat.IsInside(destination));

    private void SetUp(TransportAddress one, TransportAddress other, bool up)
    {
        LinkBetween(one, other).IsUp = up;
        LinkBetween(other, one).IsUp = up;
    }
}
