namespace Plenum.Rtc;

/// <summary>Who wants to be woken.</summary>
public enum DeadlineOwner
{
    /// <summary>Nobody: there is no deadline.</summary>
    None,

    /// <summary>ICE gathering: a retransmission to a STUN or TURN server, or a refresh there.</summary>
    IceGathering,

    /// <summary>An ICE connectivity check or its retransmission.</summary>
    IceCheck,

    /// <summary>ICE consent: the next request, or its expiry.</summary>
    IceConsent,

    /// <summary>A retransmission of a DTLS flight.</summary>
    Dtls,

    /// <summary>SCTP: retransmission, delayed acknowledgement, heartbeat.</summary>
    Sctp,

    /// <summary>A missing packet is asked for (again).</summary>
    Nack,

    /// <summary>Transport-wide feedback about received packets.</summary>
    TransportFeedback,

    /// <summary>Sender or receiver reports.</summary>
    RtcpReport,

    /// <summary>The bandwidth estimator's own clock.</summary>
    Congestion,
}
