namespace Plenum.Rtc.Rtcp;

/// <summary>The report blocks of a sender or receiver report.</summary>
public ref struct ReportBlocks
{
    private ReadOnlySpan<byte> _rest;

    internal ReportBlocks(ReadOnlySpan<byte> blocks) => _rest = blocks;

    /// <summary>The block reached by <see cref="MoveNext"/>.</summary>
    public ReportBlock Current { get; private set; }

    /// <summary>This walk: makes it usable in foreach.</summary>
    public readonly ReportBlocks GetEnumerator() => this;

    /// <summary>Goes to the next block.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < ReportBlock.Length)
            return false;
        Current = ReportBlock.Read(_rest);
        _rest = _rest[ReportBlock.Length..];
        return true;
    }

    /// <summary>Cuts the blocks that a header's count promises off a report's body.</summary>
    internal static bool TryTake(ReadOnlySpan<byte> body, int offset, int count, out ReportBlocks blocks)
    {
        var length = count * ReportBlock.Length;
        blocks = body.Length < offset + length ? default : new ReportBlocks(body.Slice(offset, length));
        return body.Length >= offset + length;
    }
}
