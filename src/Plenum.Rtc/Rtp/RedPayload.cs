using System.Buffers.Binary;

namespace Plenum.Rtc.Rtp;

/// <summary>
/// A redundant audio payload (RFC 2198): older encodings first, the primary one last. Parsing checks the whole
/// payload, so that enumerating it cannot fail.
/// </summary>
public readonly ref struct RedPayload
{
    internal const int BlockHeader = 4;
    internal const int PrimaryHeader = 1;

    /// <summary>The largest timestamp offset the format can say, in the clock of the audio.</summary>
    public const int MaximumTimestampOffset = 0x3fff;

    /// <summary>The largest redundant block the format can say, in bytes.</summary>
    public const int MaximumBlockLength = 0x3ff;

    private readonly ReadOnlySpan<byte> _payload;
    private readonly int _dataOffset;

    private RedPayload(ReadOnlySpan<byte> payload, int dataOffset, int primaryOffset)
    {
        _payload = payload;
        _dataOffset = dataOffset;
        Primary = new RedBlock((byte)(payload[dataOffset - PrimaryHeader] & 0x7f), 0, true, payload[primaryOffset..]);
    }

    /// <summary>The newest encoding.</summary>
    public RedBlock Primary { get; }

    /// <summary>Reads the payload of a packet whose payload type is RED.</summary>
    /// <returns>False if block headers or lengths do not fit the payload.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out RedPayload red)
    {
        red = default;
        var position = 0;
        var redundant = 0;
        while (position < payload.Length && (payload[position] & 0x80) != 0)
        {
            if (position + BlockHeader > payload.Length)
                return false;
            redundant += BinaryPrimitives.ReadUInt16BigEndian(payload[(position + 2)..]) & MaximumBlockLength;
            position += BlockHeader;
        }
        var dataOffset = position + PrimaryHeader;
        if (dataOffset + redundant > payload.Length)
            return false;
        red = new RedPayload(payload, dataOffset, dataOffset + redundant);
        return true;
    }

    /// <summary>The blocks, oldest first, the primary last.</summary>
    public Enumerator GetEnumerator() => new(_payload, _dataOffset);

    /// <summary>Walks the blocks of a checked payload.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _payload;
        private int _header;
        private int _data;
        private bool _done;

        internal Enumerator(ReadOnlySpan<byte> payload, int dataOffset)
        {
            _payload = payload;
            _data = dataOffset;
        }

        /// <summary>The block reached by <see cref="MoveNext"/>.</summary>
        public RedBlock Current { get; private set; }

        /// <summary>Goes to the next block.</summary>
        public bool MoveNext()
        {
            if (_done || _payload.IsEmpty)
                return false;
            var payloadType = (byte)(_payload[_header] & 0x7f);
            _done = (_payload[_header] & 0x80) == 0;
            if (_done)
            {
                Current = new RedBlock(payloadType, 0, true, _payload[_data..]);
                return true;
            }
            var bits = (int)(BinaryPrimitives.ReadUInt32BigEndian(_payload[_header..]) & 0xffffff);
            var length = bits & MaximumBlockLength;
            Current = new RedBlock(payloadType, bits >> 10, false, _payload.Slice(_data, length));
            _header += BlockHeader;
            _data += length;
            return true;
        }
    }
}
