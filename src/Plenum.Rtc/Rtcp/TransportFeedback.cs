using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1): which packets of a
/// range arrived, and when. Parsing checks the whole message, so that enumerating it cannot fail. The walk goes over
/// the packets that arrived only, skipping runs of missing ones at once: its work is bounded by the bytes of the
/// message, whatever count it claims.
/// </summary>
public readonly ref struct TransportFeedback
{
    internal const byte MessageType = 15;
    internal const int FixedLength = 8;

    /// <summary>Arrival times are told in steps of 250 microseconds.</summary>
    public const int TickMicroseconds = 250;

    /// <summary>The reference time counts in steps of 64 ms, which is 256 ticks.</summary>
    public const int TicksPerReference = 256;

    private readonly ReadOnlySpan<byte> _chunks;
    private readonly int _deltas;

    private TransportFeedback(FeedbackHeader header, ReadOnlySpan<byte> information, int deltas)
    {
        Header = header;
        BaseSequence = BinaryPrimitives.ReadUInt16BigEndian(information);
        StatusCount = BinaryPrimitives.ReadUInt16BigEndian(information[2..]);
        ReferenceTime = BinaryPrimitives.ReadInt32BigEndian(information[4..]) >> 8;
        FeedbackCount = information[7];
        _chunks = information[FixedLength..];
        _deltas = deltas;
    }

    /// <summary>Who sends the feedback; the media source is arbitrary.</summary>
    public FeedbackHeader Header { get; }

    /// <summary>The first transport-wide sequence number of the range.</summary>
    public ushort BaseSequence { get; }

    /// <summary>How many sequence numbers the range holds, at least one.</summary>
    public int StatusCount { get; }

    /// <summary>The receiver's time the first arrival counts from, in 64 ms, 24 bits signed; it wraps.</summary>
    public int ReferenceTime { get; }

    /// <summary>The number of this message, 8 bits; gaps are lost feedback.</summary>
    public byte FeedbackCount { get; }

    /// <summary>Reads the message. A caller that drops on failure counts <see cref="DropReason.RtcpMalformed"/>.</summary>
    /// <returns>False for another message, or one whose chunks and deltas do not fit.</returns>
    public static bool TryParse(RtcpPacket packet, out TransportFeedback feedback)
    {
        feedback = default;
        if (!FeedbackHeader.TryRead(
            packet, RtcpType.TransportFeedback, MessageType, out var header, out var information)
            || information.Length < FixedLength)
        {
            return false;
        }
        var count = BinaryPrimitives.ReadUInt16BigEndian(information[2..]);
        if (count == 0 || !TryMeasure(information[FixedLength..], count, out var deltas))
            return false;
        feedback = new TransportFeedback(header, information, deltas);
        return true;
    }

    /// <summary>The packets that arrived, in order of their sequence numbers.</summary>
    public Enumerator GetEnumerator() => new(_chunks, _deltas, BaseSequence, StatusCount);

    private static bool TryMeasure(ReadOnlySpan<byte> chunks, int count, out int deltas)
    {
        deltas = 0;
        var bytes = 0;
        while (count > 0)
        {
            if (deltas + StatusChunk.Length > chunks.Length
                || !StatusChunk.Read(chunks[deltas..]).TryMeasure(count, out var covered, out var deltaBytes))
            {
                return false;
            }
            count -= covered;
            bytes += deltaBytes;
            deltas += StatusChunk.Length;
        }
        return deltas + bytes <= chunks.Length;
    }

    /// <summary>Walks the arrived packets of a checked message.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private StatusChunk _chunk;
        private int _chunkPosition;
        private int _deltaPosition;
        private int _index;
        private int _left;
        private int _leftInChunk;
        private ushort _next;
        private int _ticks;

        internal Enumerator(ReadOnlySpan<byte> bytes, int deltas, ushort baseSequence, int count)
        {
            _bytes = bytes;
            _deltaPosition = deltas;
            _next = baseSequence;
            _left = count;
        }

        /// <summary>The packet reached by <see cref="MoveNext"/>.</summary>
        public PacketArrival Current { get; private set; }

        /// <summary>Goes to the next packet that arrived.</summary>
        public bool MoveNext()
        {
            while (_left > 0)
            {
                if (_leftInChunk == 0)
                    EnterChunk();
                else if (TakeStatus())
                    return true;
            }
            return false;
        }

        private void EnterChunk()
        {
            _chunk = StatusChunk.Read(_bytes[_chunkPosition..]);
            _chunkPosition += StatusChunk.Length;
            _index = 0;
            _leftInChunk = Math.Min(_chunk.Capacity, _left);
            if (_chunk.IsRunOfMissing)
                Skip(_leftInChunk);
        }

        private bool TakeStatus()
        {
            var status = _chunk.StatusAt(_index++);
            var sequence = _next;
            Skip(1);
            if (status == PacketStatus.NotReceived)
                return false;
            _ticks += status == PacketStatus.SmallDelta
                ? _bytes[_deltaPosition]
                : BinaryPrimitives.ReadInt16BigEndian(_bytes[_deltaPosition..]);
            // The status of an arrived packet is the length of its delta.
            _deltaPosition += (int)status;
            Current = new PacketArrival(sequence, _ticks);
            return true;
        }

        private void Skip(int count)
        {
            _next += (ushort)count;
            _left -= count;
            _leftInChunk -= count;
        }
    }
}
