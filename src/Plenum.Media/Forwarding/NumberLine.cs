namespace Plenum.Media.Forwarding;

/// <summary>
/// Maps the numbers of changing sources (sequence numbers, picture ids, unwrapped) to one output line. What is left out
/// on purpose leaves no gap in the line, what was lost does, and a number that comes late lands where it belongs.
/// </summary>
internal sealed class NumberLine
{
    /// <summary>How many left-out numbers are remembered one by one; what lies before them is too late to map.</summary>
    private const int Remembered = 512;

    private const int Least = 16;

    /// <summary>
    /// Left-out source numbers in ascending order, as a ring of a power of two. Most lines leave nothing out, and there are
    /// several for each receiver, so it begins with no memory.
    /// </summary>
    private long[] _skipped = [];
    private int _first;
    private int _count;

    /// <summary>Output less source, before the remembered numbers are taken off.</summary>
    private long _offset;

    /// <summary>The lowest source number that still has a place.</summary>
    private long _floor;

    /// <summary>The highest source number that was mapped or left out.</summary>
    private long _highest;

    /// <summary>From now on the source's numbers count, and <paramref name="source"/> becomes <paramref name="output"/>.</summary>
    public void Restart(long source, long output)
    {
        _offset = output - source;
        _floor = source;
        _highest = source - 1;
        _count = 0;
    }

    /// <summary>Where a source number stands in the line.</summary>
    /// <returns>False if it has no place: before the restart, too old, or left out.</returns>
    public bool TryMap(long source, out long output)
    {
        output = 0;
        if (source < _floor)
            return false;
        var before = CountSkippedBefore(source);
        if (before < _count && At(before) == source)
            return false;
        _highest = Math.Max(_highest, source);
        output = source + _offset - before;
        return true;
    }

    /// <summary>Leaves a number out, and closes the line over it.</summary>
    /// <returns>
    /// False if a later number has a place already: then this one's place is a gap that only sending it can fill.
    /// </returns>
    public bool TrySkip(long source)
    {
        if (source <= _highest)
            return source < _floor || IsSkipped(source);
        if (_count == Remembered)
            ForgetOldest();
        else if (_count == _skipped.Length)
            Grow();
        _skipped[Place(_count++)] = source;
        _highest = source;
        return true;
    }

    private bool IsSkipped(long source)
    {
        var before = CountSkippedBefore(source);
        return before < _count && At(before) == source;
    }

    private void ForgetOldest()
    {
        _floor = At(0) + 1;
        _offset--;
        _first = Place(1);
        _count--;
    }

    /// <summary>Almost always a number is newer than all that was left out, so the search starts there.</summary>
    private int CountSkippedBefore(long source)
    {
        var count = _count;
        while (count > 0 && At(count - 1) >= source)
            count--;
        return count;
    }

    private void Grow()
    {
        var larger = new long[Math.Max(Least, _skipped.Length * 2)];
        for (var index = 0; index < _count; index++)
            larger[index] = At(index);
        (_skipped, _first) = (larger, 0);
    }

    private long At(int index) => _skipped[Place(index)];

    private int Place(int index) => (_first + index) & (_skipped.Length - 1);
}
