namespace Plenum.Rtc.Ice;

/// <summary>The pairs of one component, the order in which they are checked, and the checks under way.</summary>
internal sealed class IceChecklist
{
    // RFC 8445, section 6.1.2.5 limits a checklist to 100: a peer's candidates must not make us flood a network.
    private const int MaxPairs = 100;

    private readonly List<IcePair> _pairs = [];
    private readonly Queue<IcePair> _triggered = new();

    public IReadOnlyList<IcePair> Pairs => _pairs;

    public bool HasWork => _triggered.Count > 0 || _pairs.Exists(pair => pair.State == IcePairState.Waiting);

    public IcePair? Find(IceLocalCandidate local, TransportAddress remote, IceGeneration generation) =>
        _pairs.Find(pair => pair.Local == local && pair.Remote == remote && pair.Generation == generation);

    /// <summary>Adds a pair, unless the families differ or the list is full of pairs that may still be of use.</summary>
    public IcePair? Add(IceLocalCandidate local, TransportAddress remote, uint priority, IceGeneration generation)
    {
        if (Find(local, remote, generation) is { } known)
            return known;
        if (local.Address.IsIPv4 != remote.IsIPv4 || (_pairs.Count >= MaxPairs && !TryForgetFailed()))
            return null;
        var pair = new IcePair(local, remote, generation) { RemotePriority = priority };
        _pairs.Add(pair);
        return pair;
    }

    /// <summary>Checks a pair before all others (RFC 8445, section 7.3.1.4).</summary>
    public void Trigger(IcePair pair)
    {
        pair.State = IcePairState.Waiting;
        if (!_triggered.Contains(pair))
            _triggered.Enqueue(pair);
    }

    /// <summary>The next pair to check: triggered ones first, then the best that waits.</summary>
    public IcePair? TakeNext(IceRole role)
    {
        while (_triggered.TryDequeue(out var triggered))
        {
            if (triggered.State == IcePairState.Waiting)
                return triggered;
        }

        return Best(role, pair => pair.State == IcePairState.Waiting);
    }

    public IcePair? Best(IceRole role, Predicate<IcePair> condition)
    {
        IcePair? best = null;
        foreach (var pair in _pairs)
        {
            if (condition(pair) && (best is null || pair.PriorityFor(role) > best.PriorityFor(role)))
                best = pair;
        }

        return best;
    }

    public void RemoveAll(Predicate<IcePair> condition)
    {
        _pairs.RemoveAll(condition);
        _triggered.Clear();
    }

    private bool TryForgetFailed()
    {
        var failed = _pairs.FindIndex(pair => pair.State == IcePairState.Failed);
        if (failed >= 0)
            _pairs.RemoveAt(failed);
        return failed >= 0;
    }
}
