namespace Plenum.Rtc.Rtp;

/// <summary>The header extensions Plenum understands; the value is an index into small tables.</summary>
public enum RtpExtensionKind : byte
{
    /// <summary>Not an extension we know.</summary>
    None,

    /// <summary>The media section a packet belongs to (RFC 9143).</summary>
    Mid,

    /// <summary>The simulcast encoding a packet belongs to (RFC 8852).</summary>
    Rid,

    /// <summary>The simulcast encoding a retransmission repairs (RFC 8852).</summary>
    RepairedRid,

    /// <summary>When the packet left, 24 bits (http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time).</summary>
    AbsoluteSendTime,

    /// <summary>The transport-wide sequence number (draft-holmer-rmcat-transport-wide-cc-extensions-01).</summary>
    TransportSequence,

    /// <summary>The same with an optional request for feedback (transport-wide-cc-02).</summary>
    TransportSequenceV2,

    /// <summary>Loudness of the audio in the packet (RFC 6464).</summary>
    AudioLevel,

    /// <summary>Rotation of the picture (3GPP TS 26.114, "CVO").</summary>
    VideoOrientation,

    /// <summary>Limits for the receiver's jitter buffer (http://www.webrtc.org/experiments/rtp-hdrext/playout-delay).</summary>
    PlayoutDelay,

    /// <summary>Layers and dependencies of a frame (AV1 RTP specification, appendix A).</summary>
    DependencyDescriptor,

    /// <summary>When the content was captured (http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time).</summary>
    AbsoluteCaptureTime,
}
