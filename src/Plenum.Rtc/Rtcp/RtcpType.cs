namespace Plenum.Rtc.Rtcp;

/// <summary>The packet types of RTCP that Plenum speaks.</summary>
public enum RtcpType : byte
{
    /// <summary>No RTCP packet.</summary>
    None = 0,

    /// <summary>Sender report (RFC 3550, section 6.4.1).</summary>
    SenderReport = 200,

    /// <summary>Receiver report (RFC 3550, section 6.4.2).</summary>
    ReceiverReport = 201,

    /// <summary>Source description (RFC 3550, section 6.5).</summary>
    SourceDescription = 202,

    /// <summary>Goodbye (RFC 3550, section 6.6).</summary>
    Bye = 203,

    /// <summary>Application-defined (RFC 3550, section 6.7); skipped.</summary>
    Application = 204,

    /// <summary>Transport layer feedback (RFC 4585, section 6.2): NACK and transport-wide feedback.</summary>
    TransportFeedback = 205,

    /// <summary>Payload-specific feedback (RFC 4585, section 6.3): PLI, FIR, REMB.</summary>
    PayloadFeedback = 206,

    /// <summary>Extended report (RFC 3611).</summary>
    ExtendedReport = 207,
}
