using System.Globalization;

namespace Plenum.Rtc.Ice;

/// <summary>The candidates that the peer is told of, in the order found.</summary>
internal sealed class IceLocalCandidates(string userFragment)
{
    private readonly List<IceCandidate> _candidates = [];
    private readonly Dictionary<(IceCandidateType, TransportAddress, TransportAddress), int> _foundations = [];
    private string _userFragment = userFragment;
    private int _taken;

    public void AddHost(TransportAddress address, ushort preference) =>
        Add(IceCandidateType.Host, address, default, preference, address, default);

    public void AddServerReflexive(GatheredAddress found, TransportAddress localBase)
    {
        var host = _candidates.Find(candidate => candidate.Address == localBase);
        var preference = host is null ? (ushort)0 : (ushort)(host.Priority >> 8);
        Add(IceCandidateType.ServerReflexive, found.Address, localBase, preference, localBase, found.Server);
    }

    public void AddRelayed(GatheredAddress found, ushort preference) =>
        Add(IceCandidateType.Relayed, found.Address, found.Related, preference, found.Address, found.Server);

    public bool TryTake(out IceCandidate? candidate)
    {
        candidate = _taken < _candidates.Count ? _candidates[_taken++] with { UserFragment = _userFragment } : null;
        return candidate is not null;
    }

    /// <summary>The same addresses are told again, as those of the new generation.</summary>
    public void Restart(string userFragment)
    {
        _userFragment = userFragment;
        _taken = 0;
    }

    private void Add(
        IceCandidateType type,
        TransportAddress address,
        TransportAddress related,
        ushort preference,
        TransportAddress candidateBase,
        TransportAddress server)
    {
        // A reflexive address that is the host's own tells nothing new (RFC 8445, section 5.1.3).
        if (_candidates.Exists(known => known.Address == address))
            return;
        _candidates.Add(new IceCandidate
        {
            Foundation = FoundationOf(type, candidateBase.WithPort(0), server.WithPort(0)),
            Priority = IcePriority.OfCandidate(type, preference),
            Address = address,
            Type = type,
            RelatedAddress = related,
        });
    }

    /// <summary>The same for candidates of one type, base address and server (RFC 8445, section 5.1.1.3).</summary>
    private string FoundationOf(IceCandidateType type, TransportAddress candidateBase, TransportAddress server)
    {
        var key = (type, candidateBase, server);
        if (!_foundations.TryGetValue(key, out var foundation))
            _foundations.Add(key, foundation = _foundations.Count + 1);
        return foundation.ToString(CultureInfo.InvariantCulture);
    }
}
