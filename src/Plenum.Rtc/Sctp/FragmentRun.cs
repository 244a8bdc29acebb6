namespace Plenum.Rtc.Sctp;

/// <summary>Parts of one message with TSNs in a row, waiting for those before and behind.</summary>
internal sealed class FragmentRun(DataHeader header, byte[] payload)
{
    private readonly Node _first = new(payload);
    private Node? _last;

    /// <summary>The first part's header: what all parts repeat.</summary>
    public DataHeader Header { get; } = header;

    public Tsn First { get; } = header.Tsn;

    public Tsn Last { get; private set; } = header.Tsn;

    public bool IsBegin { get; } = header.IsBegin;

    public bool IsEnd { get; private set; } = header.IsEnd;

    /// <summary>Payload bytes.</summary>
    public int Length { get; private set; } = payload.Length;

    /// <summary>The number of parts, each of which costs memory beside its bytes.</summary>
    public int Count { get; private set; } = 1;

    public bool IsComplete => IsBegin && IsEnd;

    /// <summary>Appends the run that follows directly, in constant time.</summary>
    public void Append(FragmentRun next)
    {
        (_last ?? _first).Next = next._first;
        _last = next._last ?? next._first;
        Last = next.Last;
        IsEnd = next.IsEnd;
        Length += next.Length;
        Count += next.Count;
    }

    /// <summary>The message.</summary>
    public byte[] Assemble()
    {
        if (_first.Next is null)
            return _first.Payload;
        var message = new byte[Length];
        var at = 0;
        for (var node = _first; node is not null; node = node.Next)
        {
            node.Payload.CopyTo(message, at);
            at += node.Payload.Length;
        }

        return message;
    }

    private sealed class Node(byte[] payload)
    {
        public byte[] Payload { get; } = payload;

        public Node? Next { get; set; }
    }
}
