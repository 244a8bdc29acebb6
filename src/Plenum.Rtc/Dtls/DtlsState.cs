namespace Plenum.Rtc.Dtls;

/// <summary>Where a session stands. It only moves forward.</summary>
public enum DtlsState
{
    /// <summary>Not started.</summary>
    New,

    /// <summary>Handshake under way.</summary>
    Handshaking,

    /// <summary>Keys agreed, the peer's certificate matched its fingerprint.</summary>
    Connected,

    /// <summary>Closed in order, by either side.</summary>
    Closed,

    /// <summary>Ended by an error; <see cref="DtlsSession.Failure"/> names it.</summary>
    Failed,
}
