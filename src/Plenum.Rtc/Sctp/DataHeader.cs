namespace Plenum.Rtc.Sctp;

/// <summary>What a DATA chunk says of its payload.</summary>
/// <param name="Tsn">Its transmission sequence number.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">The message's number in the stream; without meaning for unordered messages.</param>
/// <param name="Protocol">The payload protocol identifier.</param>
internal readonly record struct DataHeader(Tsn Tsn, ushort Stream, ushort Sequence, uint Protocol)
{
    public bool IsBegin { get; init; }

    public bool IsEnd { get; init; }

    public bool IsUnordered { get; init; }

    /// <summary>Whether both are parts of one message, going by what each part repeats.</summary>
    public bool IsOfSameMessageAs(DataHeader other) =>
        Stream == other.Stream && IsUnordered == other.IsUnordered && (IsUnordered || Sequence == other.Sequence);
}
