using System.Buffers.Binary;

namespace Plenum.Rtc.Rtp;

/// <summary>
/// Writes the fields of the fixed header in place. The caller has parsed the packet, or owns at least
/// <see cref="RtpHeader.FixedLength"/> bytes.
/// </summary>
public static class RtpHeaderWriter
{
    private const byte Version2 = 0x80;

    /// <summary>Writes a fixed header without CSRCs, extensions or padding.</summary>
    public static void Write(
        Span<byte> packet,
        byte payloadType,
        bool marker,
        ushort sequenceNumber,
        uint timestamp,
        Ssrc ssrc)
    {
        packet[0] = Version2;
        packet[1] = (byte)((marker ? 0x80 : 0) | (payloadType & 0x7f));
        SetSequenceNumber(packet, sequenceNumber);
        SetTimestamp(packet, timestamp);
        SetSsrc(packet, ssrc);
    }

    /// <summary>Sets or clears the marker bit.</summary>
    public static void SetMarker(Span<byte> packet, bool marker) =>
        packet[1] = (byte)((packet[1] & 0x7f) | (marker ? 0x80 : 0));

    /// <summary>Sets the payload type, keeping the marker bit.</summary>
    public static void SetPayloadType(Span<byte> packet, byte payloadType) =>
        packet[1] = (byte)((packet[1] & 0x80) | (payloadType & 0x7f));

    /// <summary>Sets the sequence number.</summary>
    public static void SetSequenceNumber(Span<byte> packet, ushort sequenceNumber) =>
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequenceNumber);

    /// <summary>Sets the media timestamp.</summary>
    public static void SetTimestamp(Span<byte> packet, uint timestamp) =>
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timestamp);

    /// <summary>Sets the synchronization source.</summary>
    public static void SetSsrc(Span<byte> packet, Ssrc ssrc) =>
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], ssrc.Value);

    /// <summary>Sets or clears the padding bit; the caller keeps the padding itself in step.</summary>
    internal static void SetPaddingBit(Span<byte> packet, bool padded) =>
        packet[0] = (byte)((packet[0] & ~0x20) | (padded ? 0x20 : 0));

    /// <summary>Sets the extension bit.</summary>
    internal static void SetExtensionBit(Span<byte> packet) => packet[0] |= 0x10;
}
