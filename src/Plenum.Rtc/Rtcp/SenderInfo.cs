using System.Buffers.Binary;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>What a sender says about itself: the key to lip sync (RFC 3550, section 6.4.1).</summary>
/// <param name="Ntp">The wall clock time of the report.</param>
/// <param name="RtpTimestamp">The same moment on the media's clock.</param>
/// <param name="PacketCount">The packets sent since the start, modulo 2^32.</param>
/// <param name="OctetCount">The payload bytes sent since the start, modulo 2^32.</param>
public readonly record struct SenderInfo(NtpTime Ntp, uint RtpTimestamp, uint PacketCount, uint OctetCount)
{
    internal const int Length = 20;

    internal static SenderInfo Read(ReadOnlySpan<byte> bytes) => new(
        new NtpTime(BinaryPrimitives.ReadUInt64BigEndian(bytes)),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]));

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Ntp.Value);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], RtpTimestamp);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], PacketCount);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[16..], OctetCount);
    }
}
