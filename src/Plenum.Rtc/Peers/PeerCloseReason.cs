namespace Plenum.Rtc.Peers;

/// <summary>Why a peer connection ended.</summary>
public enum PeerCloseReason
{
    /// <summary>This side closed it.</summary>
    Local,

    /// <summary>The peer closed it in order (DTLS close_notify).</summary>
    Remote,

    /// <summary>No way to the peer was found in time.</summary>
    Unreachable,

    /// <summary>The peer went silent and consent expired (RFC 7675).</summary>
    ConsentExpired,

    /// <summary>The DTLS handshake failed; <see cref="PeerEvent.Closed.Failure"/> names how.</summary>
    DtlsFailed,
}
