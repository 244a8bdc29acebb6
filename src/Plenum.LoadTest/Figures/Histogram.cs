using System.Numerics;

namespace Plenum.LoadTest.Figures;

/// <summary>
/// Counts times in microseconds, from 0 to some hours, each to within 1.6 %: constant in memory, so that all that is
/// seen is counted. One owner; merge to read.
/// </summary>
internal sealed class Histogram
{
    private const int PrecisionBits = 6;
    private const int Linear = 1 << PrecisionBits;
    private const int Rows = 30;

    private readonly long[] _counts = new long[Linear * Rows];

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>The longest.</summary>
    public long Maximum { get; private set; }

    /// <summary>Counts a time; one below zero is zero.</summary>
    public void Add(long microseconds)
    {
        var value = Math.Max(0, microseconds);
        _counts[IndexOf(value)]++;
        Count++;
        Maximum = Math.Max(Maximum, value);
    }

    /// <summary>Adds all of another one.</summary>
    public void Add(Histogram other)
    {
        for (var index = 0; index < _counts.Length; index++)
            _counts[index] += other._counts[index];
        Count += other.Count;
        Maximum = Math.Max(Maximum, other.Maximum);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        (Count, Maximum) = (0, 0);
    }

    /// <summary>The time that this share of all is not above; null when there is nothing.</summary>
    /// <param name="share">0 to 1.</param>
    public long? Percentile(double share)
    {
        if (Count == 0)
            return null;
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var index = 0; index < _counts.Length; index++)
        {
            rank -= _counts[index];
            if (rank <= 0)
                return Math.Min(Maximum, HighestOf(index));
        }

        return Maximum;
    }

    private static int IndexOf(long value)
    {
        if (value < Linear)
            return (int)value;
        var shift = BitOperations.Log2((ulong)value) - PrecisionBits;
        return Math.Min(((shift + 1) * Linear) + (int)((value >> shift) - Linear), (Linear * Rows) - 1);
    }

    private static long HighestOf(int index)
    {
        var (row, column) = (index / Linear, index % Linear);
        return row == 0 ? column : ((long)(Linear + column + 1) << (row - 1)) - 1;
    }
}
