using System.Buffers.Binary;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>A sender's answer to a receiver's reference time (DLRR, RFC 3611 section 4.5).</summary>
/// <param name="Receiver">The receiver answered.</param>
/// <param name="LastReferenceTime">The middle of its last reference time.</param>
/// <param name="Delay">The delay between receiving that and answering.</param>
public readonly record struct ReceiverDelay(Ssrc Receiver, NtpShort LastReferenceTime, NtpShort Delay)
{
    internal const int Length = 12;

    internal static ReceiverDelay Read(ReadOnlySpan<byte> entry) => new(
        new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(entry)),
        new NtpShort(BinaryPrimitives.ReadUInt32BigEndian(entry[4..])),
        new NtpShort(BinaryPrimitives.ReadUInt32BigEndian(entry[8..])));

    internal void Write(Span<byte> entry)
    {
        BinaryPrimitives.WriteUInt32BigEndian(entry, Receiver.Value);
        BinaryPrimitives.WriteUInt32BigEndian(entry[4..], LastReferenceTime.Value);
        BinaryPrimitives.WriteUInt32BigEndian(entry[8..], Delay.Value);
    }
}
