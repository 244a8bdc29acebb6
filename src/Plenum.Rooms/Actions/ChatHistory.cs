using System.Runtime.InteropServices;

namespace Plenum.Rooms;

/// <summary>
/// The latest chat messages. What was said lies in one <see cref="ByteRing"/>: a busy room's would else be hundreds of young
/// objects that live just long enough for collections of garbage to move each of them twice.
/// </summary>
internal sealed class ChatHistory(int limit, int maxLength)
{
    private readonly ByteRing _texts = new((long)limit * maxLength * sizeof(char));

    /// <summary>Who said the texts, and when: that of entry n is at n modulo its length.</summary>
    private Line[] _lines = [];

    private long _lastId;

    /// <summary>The history at this moment, oldest first.</summary>
    public IReadOnlyList<ChatEntry> Entries
    {
        get
        {
            var entries = new ChatEntry[_texts.Count];
            for (var index = 0; index < entries.Length; index++)
                entries[index] = Read(_texts.Oldest + index);
            return entries;
        }
    }

    public ChatEntry Add(ParticipantState author, string text, DateTimeOffset now)
    {
        var entry = new ChatEntry(++_lastId, author.Id, author.Name, text, now);
        if (limit == 0)
            return entry;
        if (_texts.Count == limit)
            _texts.Forget();
        if (_texts.Count == _lines.Length)
            Grow();
        _lines[entry.Id % _lines.Length] = new(author.Id, author.Name, now);
        _texts.Append(MemoryMarshal.AsBytes(text.AsSpan()));
        return entry;
    }

    private ChatEntry Read(long id)
    {
        var line = _lines[id % _lines.Length];
        var text = string.Create(_texts.LengthOf(id) / sizeof(char), (_texts, id), static (characters, from) =>
            from._texts.CopyTo(from.id, MemoryMarshal.AsBytes(characters)));
        return new(id, line.Author, line.Name, text, line.At);
    }

    private void Grow()
    {
        var old = _lines;
        _lines = new Line[Math.Min(limit, Math.Max(16, old.Length * 2))];
        for (var id = _texts.Oldest; id < _lastId; id++)
            _lines[id % _lines.Length] = old[id % old.Length];
    }

    private readonly record struct Line(ParticipantId Author, string Name, DateTimeOffset At);
}
