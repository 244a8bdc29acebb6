namespace Plenum.Rtc.Sctp;

/// <summary>Which TSNs have arrived: everything up to a point, and blocks behind gaps.</summary>
internal sealed class ReceivedTsns(Tsn initial)
{
    // Gap offsets are 16 bits wide, and each block costs memory and work: what lies beyond is not taken.
    private const int FurthestAhead = ushort.MaxValue;
    private const int MostGaps = 1024;
    private const int MostDuplicates = 32;

    private readonly List<(Tsn First, Tsn Last)> _gaps = [];
    private readonly List<Tsn> _duplicates = [];

    /// <summary>Everything up to here has arrived or was given up.</summary>
    public Tsn Cumulative { get; private set; } = initial.Previous;

    /// <summary>The blocks behind gaps, ascending, not touching each other.</summary>
    public IReadOnlyList<(Tsn First, Tsn Last)> Gaps => _gaps;

    /// <summary>What arrived twice since the last acknowledgement.</summary>
    public IReadOnlyList<Tsn> Duplicates => _duplicates;

    /// <summary>Whether a TSN is new and can be kept in mind. One that is not new is remembered as a duplicate.</summary>
    public bool CanAdd(Tsn tsn)
    {
        if (tsn <= Cumulative || IndexOf(tsn) >= 0)
        {
            if (_duplicates.Count < MostDuplicates)
                _duplicates.Add(tsn);
            return false;
        }

        return tsn.Since(Cumulative) <= FurthestAhead && (_gaps.Count < MostGaps || tsn == Cumulative.Next);
    }

    /// <summary>Adds a TSN that <see cref="CanAdd"/> allowed.</summary>
    public void Add(Tsn tsn)
    {
        if (tsn == Cumulative.Next)
        {
            AdvanceTo(tsn);
            return;
        }

        var next = ~IndexOf(tsn);
        var joinsPrevious = next > 0 && _gaps[next - 1].Last.Next == tsn;
        var joinsNext = next < _gaps.Count && tsn.Next == _gaps[next].First;
        if (joinsPrevious && joinsNext)
        {
            _gaps[next - 1] = (_gaps[next - 1].First, _gaps[next].Last);
            _gaps.RemoveAt(next);
        }
        else if (joinsPrevious)
        {
            _gaps[next - 1] = (_gaps[next - 1].First, tsn);
        }
        else if (joinsNext)
        {
            _gaps[next] = (tsn, _gaps[next].Last);
        }
        else
        {
            _gaps.Insert(next, (tsn, tsn));
        }
    }

    /// <summary>Gives up everything up to a TSN; returns false when that is nothing new.</summary>
    public bool AdvanceTo(Tsn tsn)
    {
        if (tsn <= Cumulative)
            return false;
        Cumulative = tsn;
        var swallowed = 0;
        while (swallowed < _gaps.Count && _gaps[swallowed].First <= Cumulative.Next)
            Cumulative = Tsn.Max(Cumulative, _gaps[swallowed++].Last);
        _gaps.RemoveRange(0, swallowed);
        return true;
    }

    public void ForgetDuplicates() => _duplicates.Clear();

    /// <summary>The index of the block that has the TSN, or the complement of where it would be inserted.</summary>
    private int IndexOf(Tsn tsn)
    {
        int low = 0, high = _gaps.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (tsn < _gaps[middle].First)
                high = middle - 1;
            else if (tsn > _gaps[middle].Last)
                low = middle + 1;
            else
                return middle;
        }

        return ~low;
    }
}
