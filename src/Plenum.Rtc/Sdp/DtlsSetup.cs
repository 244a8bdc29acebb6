namespace Plenum.Rtc.Sdp;

/// <summary>Who starts the DTLS handshake ("a=setup", RFC 4145 and RFC 8842).</summary>
public enum DtlsSetup
{
    /// <summary>Nothing is said: the offerer would be active (RFC 4145, section 4).</summary>
    Unspecified,

    /// <summary>"actpass": the other side chooses.</summary>
    ActivePassive,

    /// <summary>"active": this side is the DTLS client.</summary>
    Active,

    /// <summary>"passive": this side is the DTLS server.</summary>
    Passive,

    /// <summary>"holdconn": no connection for now.</summary>
    HoldConnection,
}
