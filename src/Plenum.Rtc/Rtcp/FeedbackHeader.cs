using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>The two sources every feedback message starts with (RFC 4585, section 6.1).</summary>
/// <param name="Sender">Who sends the feedback.</param>
/// <param name="Media">The stream it is about; zero where the message itself names its streams.</param>
public readonly record struct FeedbackHeader(Ssrc Sender, Ssrc Media)
{
    internal const int Length = 8;

    internal static bool TryRead(
        RtcpPacket packet,
        RtcpType type,
        byte messageType,
        out FeedbackHeader header,
        out ReadOnlySpan<byte> information)
    {
        header = default;
        information = default;
        if (!packet.IsFeedback(type, messageType) || packet.Body.Length < Length)
            return false;
        header = new FeedbackHeader(
            new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(packet.Body)),
            new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(packet.Body[4..])));
        information = packet.Body[Length..];
        return true;
    }

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Sender.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], Media.Value);
    }
}
