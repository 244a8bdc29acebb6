namespace Plenum.Rtc.Congestion;

/// <summary>A ring of packets in order of arrival, growing by doubling up to a bound.</summary>
internal struct PacerQueue
{
    private const int FirstCapacity = 16;
    private const int Bound = 2048;

    private Entry[]? _ring;
    private int _head;

    public int Count { get; private set; }

    public readonly Timestamp OldestAt => Count == 0 ? Timestamp.Never : _ring![_head].QueuedAt;

    public bool TryEnqueue(int handle, int bytes, Timestamp now)
    {
        if (_ring is null || Count == _ring.Length)
        {
            if (Count == Bound)
                return false;
            Grow();
        }
        _ring![(_head + Count++) & (_ring.Length - 1)] = new Entry(handle, bytes, now);
        return true;
    }

    public Entry Dequeue()
    {
        var entry = _ring![_head];
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
        return entry;
    }

    private void Grow()
    {
        var grown = new Entry[Math.Max(FirstCapacity, Count * 2)];
        for (var i = 0; i < Count; i++)
            grown[i] = _ring![(_head + i) & (_ring.Length - 1)];
        (_ring, _head) = (grown, 0);
    }

    public readonly record struct Entry(int Handle, int Bytes, Timestamp QueuedAt);
}
