namespace Plenum.Rooms;

/// <summary>
/// Numbers a participant's events from 1 and keeps the latest, so that a client that was cut off can be told exactly
/// what it missed. Bounded in events and in bytes; what falls out costs that client a snapshot, nothing else.
/// </summary>
internal sealed class EventLog(int maxEvents, int maxBytes)
{
    private readonly Queue<Entry> _entries = new();
    private int _bytes;

    /// <summary>The number of the last event; 0 before the first.</summary>
    public long LastSeq { get; private set; }

    public int Count => _entries.Count;

    /// <summary>Takes an event in.</summary>
    /// <returns>Its number.</returns>
    public long Append(RoomEvent body, int bytes)
    {
        _entries.Enqueue(new(body, bytes));
        _bytes += bytes;
        while (_entries.Count > maxEvents || _bytes > maxBytes)
            _bytes -= _entries.Dequeue().Bytes;
        return ++LastSeq;
    }

    /// <summary>Whether every event after <paramref name="seq"/> is still here.</summary>
    public bool Holds(long seq) => seq <= LastSeq && seq >= LastSeq - _entries.Count;

    /// <summary>The events after <paramref name="seq"/>, which the log <see cref="Holds"/>.</summary>
    public IEnumerable<RoomEvent> After(long seq) =>
        _entries.Skip((int)(seq - (LastSeq - _entries.Count))).Select(entry => entry.Body);

    private readonly record struct Entry(RoomEvent Body, int Bytes);
}
