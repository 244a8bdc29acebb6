namespace Plenum.Rtc.Ice;

/// <summary>
/// The paths of one client and which of them is selected. A lite agent does not choose, it follows the client's
/// nominations; the art is to understand what different clients mean by USE-CANDIDATE.
/// </summary>
/// <remarks>
/// libwebrtc sets it on every check of the pair it uses, and on no other: the latest nomination is its will. An
/// aggressive client (RFC 5245) sets it on every check of every pair and means the best of them. Some (Firefox) set it
/// once, and then only keep the pair alive: when such a client is rebound by its NAT, its checks come from a new address
/// without nomination while the old one is silent.
/// </remarks>
internal sealed class IceLitePaths
{
    // A client has a handful of interfaces. More would let an authenticated client make us remember without end.
    private const int Capacity = 8;

    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReportsMissedAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SettledAfter = TimeSpan.FromSeconds(1);

    private readonly List<IceLitePath> _paths = new(Capacity);
    private uint _nomination;

    public IceLitePath? Selected { get; private set; }

    /// <summary>The client began anew: nominations of before say nothing about those to come.</summary>
    public void Restart()
    {
        _nomination = 0;
        foreach (var path in _paths)
            path.IsNominated = false;
    }

    public bool Contains(TransportPath path) => Find(path) is not null;

    /// <summary>Notes an authenticated request, and follows it if it nominates.</summary>
    /// <returns>Whether another path is selected now.</returns>
    public bool Note(TransportPath path, uint priority, bool nominates, uint nomination, Timestamp now)
    {
        var entry = Find(path) ?? Add(path, now);
        var select = entry != Selected && ShouldSelect(entry, priority, nominates, nomination, now);
        entry.LastHeard = now;
        entry.Priority = priority;
        entry.IsNominated = nominates;
        _nomination = Math.Max(_nomination, nomination);
        if (!select)
            return false;
        entry.SelectedAt = now;
        Selected = entry;
        return true;
    }

    private bool ShouldSelect(IceLitePath entry, uint priority, bool nominates, uint nomination, Timestamp now)
    {
        if (Selected is null)
            return nominates;
        if (now - Selected.LastHeard > SilentAfter || IsRebound(entry, Selected, now))
            return true;
        if (!nominates)
            return false;
        if (nomination > 0)
            return nomination > _nomination;
        // Newly nominated, or the selected one is no longer: the client moved.
        if (!entry.IsNominated || !Selected.IsNominated)
            return true;
        // Both are nominated again and again: an aggressive client, which means the better one.
        return priority > Selected.Priority && now - Selected.SelectedAt > SettledAfter;
    }

    /// <summary>
    /// The client comes from an address that is new, and the reports that came from the old one have stopped. A path in
    /// reserve was known before, and is asked about without meaning anything by it.
    /// </summary>
    private static bool IsRebound(IceLitePath entry, IceLitePath selected, Timestamp now) =>
        entry.Since > selected.SelectedAt
        && selected.LastReport is { } report && now - report > ReportsMissedAfter
        && now - selected.LastHeard > ReportsMissedAfter;

    private IceLitePath? Find(TransportPath path)
    {
        foreach (var entry in _paths)
        {
            if (entry.Path == path)
                return entry;
        }

        return null;
    }

    private IceLitePath Add(TransportPath path, Timestamp now)
    {
        var entry = _paths.Count < Capacity ? new IceLitePath() : TakeOldest();
        entry.Path = path;
        entry.IsNominated = false;
        entry.Since = now;
        entry.LastReport = null;
        _paths.Add(entry);
        return entry;
    }

    private IceLitePath TakeOldest()
    {
        var oldest = _paths[0] == Selected ? _paths[1] : _paths[0];
        foreach (var entry in _paths)
        {
            if (entry.LastHeard < oldest.LastHeard && entry != Selected)
                oldest = entry;
        }

        _paths.Remove(oldest);
        return oldest;
    }
}
