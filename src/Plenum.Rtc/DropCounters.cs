namespace Plenum.Rtc;

/// <summary>How often each <see cref="DropReason"/> happened. Plain counters: one owner counts.</summary>
public sealed class DropCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<DropReason>().Length];

    /// <summary>How often this reason was counted.</summary>
    public long this[DropReason reason] => _counts[(int)reason];

    /// <summary>Counts one drop; <see cref="DropReason.None"/> is not counted.</summary>
    public void Count(DropReason reason)
    {
        if (reason != DropReason.None)
            _counts[(int)reason]++;
    }

    /// <summary>The sum over all reasons.</summary>
    public long Total()
    {
        long total = 0;
        foreach (var count in _counts)
            total += count;
        return total;
    }

    /// <summary>Adds another owner's counts to these, for reports.</summary>
    public void Add(DropCounters other)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
    }
}
