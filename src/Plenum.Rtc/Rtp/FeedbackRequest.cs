using System.Buffers.Binary;

namespace Plenum.Rtc.Rtp;

/// <summary>A request for transport feedback at once, carried by transport-wide-cc-02 (libwebrtc's RTP extensions).</summary>
/// <param name="IncludeTimestamps">Whether arrival times are wanted, not only what arrived.</param>
/// <param name="PacketCount">How many packets up to this one are asked about, 1 to 32767.</param>
public readonly record struct FeedbackRequest(bool IncludeTimestamps, int PacketCount)
{
    /// <summary>The bytes of the element with a request, the sequence number included.</summary>
    public const int Length = 4;

    /// <summary>Reads the request of an element.</summary>
    /// <returns>False if the element is the two-byte form without a request, or asks about no packet.</returns>
    public static bool TryParse(ReadOnlySpan<byte> data, out FeedbackRequest request)
    {
        request = default;
        if (data.Length < Length)
            return false;
        var bits = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        request = new FeedbackRequest((bits & 0x8000) != 0, bits & 0x7fff);
        return request.PacketCount != 0;
    }

    /// <summary>Writes sequence number and request, <see cref="Length"/> bytes.</summary>
    public void Write(ushort transportSequence, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, transportSequence);
        BinaryPrimitives.WriteUInt16BigEndian(
            destination[2..],
            (ushort)((IncludeTimestamps ? 0x8000 : 0) | (PacketCount & 0x7fff)));
    }
}
