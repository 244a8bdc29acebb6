using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>The streams of which a key frame is asked by FIR (RFC 5104, section 4.3.1).</summary>
public ref struct FullIntraRequest
{
    internal const byte MessageType = 4;
    internal const int EntryLength = 8;

    private ReadOnlySpan<byte> _entries;

    private FullIntraRequest(FeedbackHeader header, ReadOnlySpan<byte> entries)
    {
        Header = header;
        _entries = entries;
    }

    /// <summary>Who asks.</summary>
    public FeedbackHeader Header { get; }

    /// <summary>The entry reached by <see cref="MoveNext"/>: a repeated sequence number repeats the same request.</summary>
    public (Ssrc Media, byte SequenceNumber) Current { get; private set; }

    /// <summary>Starts to read a request.</summary>
    /// <returns>False for another message.</returns>
    public static bool TryParse(RtcpPacket packet, out FullIntraRequest request)
    {
        var isFir = FeedbackHeader.TryRead(
            packet, RtcpType.PayloadFeedback, MessageType, out var header, out var entries);
        request = isFir ? new FullIntraRequest(header, entries) : default;
        return isFir;
    }

    /// <summary>This walk: makes it usable in foreach.</summary>
    public readonly FullIntraRequest GetEnumerator() => this;

    /// <summary>Goes to the next entry.</summary>
    public bool MoveNext()
    {
        if (_entries.Length < EntryLength)
            return false;
        Current = (new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(_entries)), _entries[4]);
        _entries = _entries[EntryLength..];
        return true;
    }
}
