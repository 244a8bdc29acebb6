namespace Plenum.Rtc.Rtcp;

/// <summary>A request for a key frame after lost pictures (RFC 4585, section 6.3.1).</summary>
/// <param name="Header">Who asks, and for which stream.</param>
public readonly record struct PictureLossIndication(FeedbackHeader Header)
{
    internal const byte MessageType = 1;

    /// <summary>Reads the request.</summary>
    /// <returns>False for another message.</returns>
    public static bool TryParse(RtcpPacket packet, out PictureLossIndication indication)
    {
        var isPli = FeedbackHeader.TryRead(packet, RtcpType.PayloadFeedback, MessageType, out var header, out _);
        indication = new PictureLossIndication(header);
        return isPli;
    }
}
