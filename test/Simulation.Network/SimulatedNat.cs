using Plenum.Rtc;

namespace Plenum.Simulation;

/// <summary>A NAT between the hosts added to it and everybody else.</summary>
public sealed class SimulatedNat
{
    private const int FirstPort = 20000;

    private readonly Dictionary<(TransportAddress Inside, TransportAddress Destination), TransportAddress> _mappings = [];
    private readonly Dictionary<TransportAddress, TransportAddress> _insideOf = [];
    private readonly HashSet<(TransportAddress Outside, TransportAddress Remote)> _permitted = [];
    private readonly HashSet<TransportAddress> _hosts = [];
    private readonly NatKind _kind;
    private TransportAddress _public;
    private int _nextPort = FirstPort;

    internal SimulatedNat(TransportAddress publicAddress, NatKind kind)
    {
        _public = publicAddress.WithPort(0);
        _kind = kind;
    }

    /// <summary>Puts a host (an IP address, its port is ignored) behind this NAT.</summary>
    public void Add(TransportAddress host) => _hosts.Add(host.WithPort(0));

    /// <summary>Forgets every mapping, as after a restart or a time-out; new ones get new ports.</summary>
    public void Rebind()
    {
        _mappings.Clear();
        _insideOf.Clear();
        _permitted.Clear();
    }

    /// <summary>Forgets every mapping and goes on with another public address.</summary>
    public void Rebind(TransportAddress publicAddress)
    {
        Rebind();
        _public = publicAddress.WithPort(0);
    }

    internal bool IsInside(TransportAddress address) => _hosts.Contains(address.WithPort(0));

    internal bool IsPublic(TransportAddress address) => _public.HasSameAddress(address);

    internal TransportAddress TranslateOut(TransportAddress inside, TransportAddress destination)
    {
        var key = (inside, _kind == NatKind.Symmetric ? destination : default);
        if (!_mappings.TryGetValue(key, out var outside))
        {
            outside = _public.WithPort(_nextPort++);
            _mappings.Add(key, outside);
            _insideOf.Add(outside, inside);
        }

        _permitted.Add((outside, destination));
        return outside;
    }

    internal bool TryTranslateIn(TransportAddress outside, TransportAddress source, out TransportAddress inside) =>
        _insideOf.TryGetValue(outside, out inside)
        && (_kind == NatKind.FullCone || _permitted.Contains((outside, source)));
}
