using Plenum.Rtc;

namespace Plenum.Engine;

/// <summary>
/// When each owner next wants to be ticked: an indexed 4-ary heap over small integer handles, so that a deadline is
/// moved in place. No allocation but growth.
/// </summary>
public sealed class Deadlines
{
    private const int Arity = 4;
    private const int Absent = -1;
    private Entry[] _heap = new Entry[64];
    private int[] _positions = [];
    private int _count;

    /// <summary>The earliest deadline; <see cref="Timestamp.Never"/> when there is none.</summary>
    public Timestamp Next => _count == 0 ? Timestamp.Never : _heap[0].At;

    /// <summary>How many handles have a deadline.</summary>
    public int Count => _count;

    /// <summary>Sets, moves or (with <see cref="Timestamp.Never"/>) takes away a handle's deadline.</summary>
    /// <param name="handle">Not negative; memory grows with the largest one.</param>
    /// <param name="at">When.</param>
    public void Set(int handle, Timestamp at)
    {
        EnsureHandle(handle);
        var position = _positions[handle];
        if (at == Timestamp.Never)
        {
            if (position != Absent)
                RemoveAt(position);
            return;
        }

        if (position == Absent)
        {
            if (_count == _heap.Length)
                Array.Resize(ref _heap, _count * 2);
            position = _count++;
        }

        Settle(position, new Entry(at, handle));
    }

    /// <summary>Takes the handle with the earliest deadline, if that is not after <paramref name="now"/>.</summary>
    public bool TryTakeDue(Timestamp now, out int handle)
    {
        handle = Absent;
        if (_count == 0 || _heap[0].At > now)
            return false;
        handle = _heap[0].Handle;
        RemoveAt(0);
        return true;
    }

    private void RemoveAt(int position)
    {
        _positions[_heap[position].Handle] = Absent;
        var last = _heap[--_count];
        if (position != _count)
            Settle(position, last);
    }

    /// <summary>Puts an entry at a position whose old entry is gone, then up or down to where it belongs.</summary>
    private void Settle(int position, Entry entry)
    {
        while (position > 0 && entry.At < _heap[(position - 1) / Arity].At)
        {
            Place(position, _heap[(position - 1) / Arity]);
            position = (position - 1) / Arity;
        }

        for (var child = EarliestChild(position); child < _count && _heap[child].At < entry.At;
             child = EarliestChild(position))
        {
            Place(position, _heap[child]);
            position = child;
        }

        Place(position, entry);
    }

    private int EarliestChild(int position)
    {
        var first = (position * Arity) + 1;
        var best = first;
        for (var child = first + 1; child < first + Arity && child < _count; child++)
        {
            if (_heap[child].At < _heap[best].At)
                best = child;
        }

        return best;
    }

    private void Place(int position, Entry entry)
    {
        _heap[position] = entry;
        _positions[entry.Handle] = position;
    }

    private void EnsureHandle(int handle)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(handle);
        var old = _positions.Length;
        if (handle < old)
            return;
        Array.Resize(ref _positions, Math.Max(handle + 1, old * 2));
        Array.Fill(_positions, Absent, old, _positions.Length - old);
    }

    private readonly record struct Entry(Timestamp At, int Handle);
}
