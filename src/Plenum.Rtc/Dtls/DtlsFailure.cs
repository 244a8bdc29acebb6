namespace Plenum.Rtc.Dtls;

/// <summary>Why a session ended other than in order.</summary>
public enum DtlsFailure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The handshake did not complete in <see cref="DtlsOptions.HandshakeTimeout"/>.</summary>
    Timeout,

    /// <summary>The peer's certificate has none of the fingerprints that signalling announced.</summary>
    FingerprintMismatch,

    /// <summary>The peers share no SRTP profile, or the other one offered none.</summary>
    NoCommonSrtpProfile,

    /// <summary>The peers share no cipher suite, group, signature algorithm or protocol version.</summary>
    NegotiationFailed,

    /// <summary>The peer violated the protocol, or sent what the library refuses.</summary>
    ProtocolError,

    /// <summary>The peer ended the session with a fatal alert.</summary>
    PeerAlert,
}
