namespace Plenum.Rtc.Rtp;

/// <summary>
/// Padding at the end of a packet (RFC 3550, section 5.1). Used to make the packets of one frame equally long, so
/// that they leave as one GSO message, and to probe for bandwidth.
/// </summary>
public static class RtpPadding
{
    /// <summary>The most bytes one packet can be padded by: the count is one byte and counts itself.</summary>
    public const int Maximum = 255;

    /// <summary>
    /// Pads the unpadded packet in the first <paramref name="length"/> bytes of <paramref name="buffer"/>.
    /// </summary>
    /// <returns>False if the packet is padded already, or the bytes do not fit the buffer or the format.</returns>
    public static bool TryAppend(Span<byte> buffer, int length, int padding)
    {
        if (padding is < 1 or > Maximum || length < RtpHeader.FixedLength || length + padding > buffer.Length
            || (buffer[0] & 0x20) != 0)
        {
            return false;
        }
        var bytes = buffer.Slice(length, padding);
        bytes.Clear();
        bytes[^1] = (byte)padding;
        RtpHeaderWriter.SetPaddingBit(buffer, true);
        return true;
    }
}
