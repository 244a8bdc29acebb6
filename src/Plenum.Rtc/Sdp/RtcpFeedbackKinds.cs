namespace Plenum.Rtc.Sdp;

/// <summary>The RTCP feedback messages a codec may use ("a=rtcp-fb", RFC 4585 section 4.2 and RFC 5104).</summary>
[Flags]
public enum RtcpFeedbackKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>"nack": lost packets are asked for again.</summary>
    Nack = 1,

    /// <summary>"nack pli": a picture was lost.</summary>
    PictureLossIndication = 2,

    /// <summary>"ccm fir": a key frame is demanded.</summary>
    FullIntraRequest = 4,

    /// <summary>"goog-remb": the receiver estimates the bandwidth.</summary>
    ReceiverEstimate = 8,

    /// <summary>"transport-cc": the receiver reports each packet's arrival.</summary>
    TransportWide = 16,
}
