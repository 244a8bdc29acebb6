namespace Plenum.Rooms;

/// <summary>The latest chat messages.</summary>
internal sealed class ChatHistory(int limit)
{
    private readonly Queue<ChatEntry> _entries = new();
    private long _lastId;

    /// <summary>The history at this moment, oldest first.</summary>
    public IReadOnlyList<ChatEntry> Entries => [.. _entries];

    public ChatEntry Add(ParticipantState author, string text, DateTimeOffset now)
    {
        var entry = new ChatEntry(++_lastId, author.Id, author.Name, text, now);
        _entries.Enqueue(entry);
        if (_entries.Count > limit)
            _entries.Dequeue();
        return entry;
    }
}
