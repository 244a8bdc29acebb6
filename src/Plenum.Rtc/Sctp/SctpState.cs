namespace Plenum.Rtc.Sctp;

/// <summary>Where an association stands (RFC 9260, section 4).</summary>
public enum SctpState
{
    /// <summary>Nothing was said yet.</summary>
    New,

    /// <summary>Our INIT is on its way.</summary>
    CookieWait,

    /// <summary>Our COOKIE ECHO is on its way.</summary>
    CookieEchoed,

    /// <summary>Data flows.</summary>
    Established,

    /// <summary>We want to end; what is under way is still delivered.</summary>
    ShutdownPending,

    /// <summary>Our SHUTDOWN is on its way.</summary>
    ShutdownSent,

    /// <summary>The other side wants to end; what is under way is still delivered.</summary>
    ShutdownReceived,

    /// <summary>Our SHUTDOWN ACK is on its way.</summary>
    ShutdownAckSent,

    /// <summary>It is over.</summary>
    Closed,
}
