using System.Buffers.Binary;

namespace Plenum.Rtc.Rtp;

/// <summary>
/// Writes a redundant audio payload (RFC 2198): announce each redundant block oldest first, end the headers with
/// the primary, then append the data in the same order.
/// </summary>
public ref struct RedWriter
{
    private readonly Span<byte> _buffer;

    /// <summary>Starts a payload in the caller's bytes.</summary>
    public RedWriter(Span<byte> buffer) => _buffer = buffer;

    /// <summary>The bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Announces a redundant block.</summary>
    /// <returns>False if its offset or length cannot be said, or there is no room.</returns>
    public bool TryAnnounce(byte payloadType, int timestampOffset, int length)
    {
        if (timestampOffset is < 0 or > RedPayload.MaximumTimestampOffset
            || length is < 0 or > RedPayload.MaximumBlockLength
            || _buffer.Length - Length < RedPayload.BlockHeader)
        {
            return false;
        }
        var bits = 0x80000000u | ((uint)(payloadType & 0x7f) << 24) | ((uint)timestampOffset << 10) | (uint)length;
        BinaryPrimitives.WriteUInt32BigEndian(_buffer[Length..], bits);
        Length += RedPayload.BlockHeader;
        return true;
    }

    /// <summary>Ends the headers with the primary block's.</summary>
    /// <returns>False if there is no room.</returns>
    public bool TryAnnouncePrimary(byte payloadType)
    {
        if (Length >= _buffer.Length)
            return false;
        _buffer[Length++] = (byte)(payloadType & 0x7f);
        return true;
    }

    /// <summary>Appends the data of the next announced block.</summary>
    /// <returns>False if there is no room.</returns>
    public bool TryAppend(scoped ReadOnlySpan<byte> data)
    {
        if (!data.TryCopyTo(_buffer[Length..]))
            return false;
        Length += data.Length;
        return true;
    }
}
