namespace Plenum.Rtc.Rtp;

/// <summary>One block of a redundant audio payload.</summary>
public readonly ref struct RedBlock
{
    internal RedBlock(byte payloadType, int timestampOffset, bool isPrimary, ReadOnlySpan<byte> data)
    {
        PayloadType = payloadType;
        TimestampOffset = timestampOffset;
        IsPrimary = isPrimary;
        Data = data;
    }

    /// <summary>The payload type of the data.</summary>
    public byte PayloadType { get; }

    /// <summary>How far the data lies before the packet's timestamp, in its clock; 0 for the primary block.</summary>
    public int TimestampOffset { get; }

    /// <summary>Whether this is the newest encoding, which the packet was sent for.</summary>
    public bool IsPrimary { get; }

    /// <summary>The encoded audio.</summary>
    public ReadOnlySpan<byte> Data { get; }
}
