using System.Buffers.Binary;

namespace Plenum.Rtc.Rtp;

/// <summary>
/// Retransmission (RFC 4588): a packet sent again on a stream of its own, the original sequence number in front of
/// the payload.
/// </summary>
public static class Rtx
{
    /// <summary>What a retransmission adds to the packet.</summary>
    public const int Overhead = 2;

    /// <summary>
    /// Turns the retransmission in <paramref name="packet"/> back into the original, in place. The header moves two
    /// bytes towards the payload (it is the shorter of the two), so the original starts at <see cref="Overhead"/>.
    /// </summary>
    /// <returns>
    /// False if it carries no original: a sender without anything to repeat probes with empty or padding-only
    /// retransmissions; count <see cref="DropReason.RtxWithoutOriginal"/>.
    /// </returns>
    public static bool TryUnwrap(Span<byte> packet, Ssrc originalSsrc, byte originalPayloadType, out Span<byte> original)
    {
        original = default;
        if (!RtpPacket.TryParse(packet, out var parsed) || parsed.Payload.Length < Overhead)
            return false;
        var header = parsed.Header.Length;
        var sequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(packet[header..]);
        packet[..header].CopyTo(packet[Overhead..]);
        original = packet[Overhead..];
        RtpHeaderWriter.SetSequenceNumber(original, sequenceNumber);
        RtpHeaderWriter.SetSsrc(original, originalSsrc);
        RtpHeaderWriter.SetPayloadType(original, originalPayloadType);
        return true;
    }

    /// <summary>
    /// Turns the packet in the first <paramref name="length"/> bytes of <paramref name="buffer"/> into a
    /// retransmission, in place; it grows by <see cref="Overhead"/>.
    /// </summary>
    /// <returns>False if the packet is broken or the buffer has no room.</returns>
    public static bool TryWrap(Span<byte> buffer, int length, ushort sequenceNumber, Ssrc ssrc, byte payloadType)
    {
        if (length + Overhead > buffer.Length || !RtpHeader.TryParse(buffer[..length], out var header))
            return false;
        buffer[header.Length..length].CopyTo(buffer[(header.Length + Overhead)..]);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[header.Length..], header.SequenceNumber);
        RtpHeaderWriter.SetSequenceNumber(buffer, sequenceNumber);
        RtpHeaderWriter.SetSsrc(buffer, ssrc);
        RtpHeaderWriter.SetPayloadType(buffer, payloadType);
        return true;
    }
}
