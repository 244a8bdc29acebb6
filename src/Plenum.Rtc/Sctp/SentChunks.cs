using System.Runtime.InteropServices;

namespace Plenum.Rtc.Sctp;

/// <summary>The sent chunks from the cumulative acknowledgement on, found by TSN in constant time.</summary>
internal sealed class SentChunks(Tsn initial)
{
    // Removed chunks at the front are cleared away when they are this many and half of the list.
    private const int CompactAt = 256;

    private readonly List<SentChunk?> _chunks = [];
    private int _start;

    /// <summary>Everything up to here has arrived.</summary>
    public Tsn Cumulative { get; private set; } = initial.Previous;

    public Tsn NextTsn => Cumulative + Count + 1;

    public int Count => _chunks.Count - _start;

    /// <summary>The chunks by TSN, ascending; all are set.</summary>
    public ReadOnlySpan<SentChunk> All => CollectionsMarshal.AsSpan(_chunks)[_start..]!;

    /// <summary>Payload bytes that are kept because they may have to be sent again.</summary>
    public int Bytes { get; private set; }

    public SentChunk Add(OutgoingPart part)
    {
        var chunk = new SentChunk(NextTsn, part);
        Bytes += part.Length;
        _chunks.Add(chunk);
        return chunk;
    }

    /// <summary>Removes the first chunk.</summary>
    public void RemoveFirst()
    {
        Bytes -= _chunks[_start]!.Part.Length;
        _chunks[_start++] = null;
        Cumulative = Cumulative.Next;
        if (_start < CompactAt || _start * 2 < _chunks.Count)
            return;
        _chunks.RemoveRange(0, _start);
        _start = 0;
    }
}
