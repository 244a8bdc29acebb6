using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>The sequence numbers a receiver misses (generic NACK, RFC 4585 section 6.2.1), in the order of the message.</summary>
public ref struct Nack
{
    internal const byte MessageType = 1;
    internal const int ItemLength = 4;

    private ReadOnlySpan<byte> _items;
    private int _following;

    private Nack(FeedbackHeader header, ReadOnlySpan<byte> items)
    {
        Header = header;
        _items = items;
    }

    /// <summary>Who asks, and for which stream.</summary>
    public FeedbackHeader Header { get; }

    /// <summary>The sequence number reached by <see cref="MoveNext"/>.</summary>
    public ushort Current { get; private set; }

    /// <summary>Starts to read a NACK.</summary>
    /// <returns>False for another message.</returns>
    public static bool TryParse(RtcpPacket packet, out Nack nack)
    {
        var isNack = FeedbackHeader.TryRead(
            packet, RtcpType.TransportFeedback, MessageType, out var header, out var items);
        nack = isNack ? new Nack(header, items) : default;
        return isNack;
    }

    /// <summary>This walk: makes it usable in foreach.</summary>
    public readonly Nack GetEnumerator() => this;

    /// <summary>Goes to the next missing packet.</summary>
    public bool MoveNext()
    {
        if (_following != 0)
        {
            // The mask's lowest bit is the packet after the last one reported.
            var skipped = System.Numerics.BitOperations.TrailingZeroCount(_following) + 1;
            Current += (ushort)skipped;
            _following >>= skipped;
            return true;
        }
        if (_items.Length < ItemLength)
            return false;
        Current = BinaryPrimitives.ReadUInt16BigEndian(_items);
        _following = BinaryPrimitives.ReadUInt16BigEndian(_items[2..]);
        _items = _items[ItemLength..];
        return true;
    }
}
