namespace Plenum.Rooms;

/// <summary>
/// Numbers a participant's events from 1 and remembers where the room's store has the latest of them, so that a client
/// that was cut off can be told exactly what it missed. What is no longer there costs that client a snapshot, nothing else.
/// It holds numbers only, for a room has a log for each of a thousand participants and the collector need not look at them.
/// </summary>
internal sealed class EventLog(IEventStore store, int maxEvents)
{
    private const int Least = 32;

    /// <summary>A ring: the entry of event n is at n modulo its length.</summary>
    private long[] _entries = [];

    /// <summary>The number of the last event; 0 before the first.</summary>
    public long LastSeq { get; private set; }

    /// <summary>How many of the latest events are known.</summary>
    public int Count { get; private set; }

    /// <summary>Takes an event in.</summary>
    /// <returns>Its number.</returns>
    public long Append(long entry)
    {
        LastSeq++;
        if (maxEvents == 0)
            return LastSeq;
        if (Count == _entries.Length && Count < maxEvents)
            Grow();
        Count = Math.Min(Count + 1, _entries.Length);
        _entries[Place(LastSeq)] = entry;
        return LastSeq;
    }

    /// <summary>Whether every event after <paramref name="seq"/> is still there.</summary>
    public bool Holds(long seq) =>
        seq <= LastSeq && seq >= LastSeq - Count && (seq == LastSeq || _entries[Place(seq + 1)] >= store.Oldest);

    /// <summary>The store's numbers of the events after <paramref name="seq"/>, which the log <see cref="Holds"/>.</summary>
    public IEnumerable<long> After(long seq)
    {
        for (var next = seq + 1; next <= LastSeq; next++)
            yield return _entries[Place(next)];
    }

    private int Place(long seq) => (int)(seq % _entries.Length);

    /// <summary>Called before the newest event has its place.</summary>
    private void Grow()
    {
        var old = _entries;
        _entries = new long[Math.Min(Math.Max(Least, Count * 2), maxEvents)];
        for (var seq = LastSeq - Count; seq < LastSeq; seq++)
            _entries[Place(seq)] = old[seq % old.Length];
    }
}
