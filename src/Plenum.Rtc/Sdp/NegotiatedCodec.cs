namespace Plenum.Rtc.Sdp;

/// <summary>A codec both sides agreed on.</summary>
/// <param name="Kind">Which codec it is.</param>
/// <param name="Format">Its payload type and parameters as agreed.</param>
/// <param name="RetransmissionPayloadType">The payload type of its retransmissions (RFC 4588); null for none.</param>
public sealed record NegotiatedCodec(CodecKind Kind, CodecDescription Format, byte? RetransmissionPayloadType)
{
    /// <summary>The payload type in packets, the same both ways.</summary>
    public byte PayloadType => Format.PayloadType;

    /// <summary>The feedback that may be used.</summary>
    public RtcpFeedbackKinds Feedback => Format.Feedback;
}
