namespace Plenum.Rtc.Stun;

/// <summary>Error codes of STUN, ICE and TURN.</summary>
public enum StunErrorCode
{
    /// <summary>The error response carries no valid ERROR-CODE.</summary>
    None = 0,

    /// <summary>Ask another server (ALTERNATE-SERVER).</summary>
    TryAlternate = 300,

    /// <summary>The request was malformed.</summary>
    BadRequest = 400,

    /// <summary>Credentials are missing or wrong.</summary>
    Unauthenticated = 401,

    /// <summary>TURN: not allowed.</summary>
    Forbidden = 403,

    /// <summary>An attribute that must be understood was not.</summary>
    UnknownAttribute = 420,

    /// <summary>TURN: no such allocation, or one exists already.</summary>
    AllocationMismatch = 437,

    /// <summary>The nonce is no longer valid: repeat with the new one.</summary>
    StaleNonce = 438,

    /// <summary>TURN: the address family is not supported.</summary>
    AddressFamilyNotSupported = 440,

    /// <summary>TURN: the allocation belongs to other credentials.</summary>
    WrongCredentials = 441,

    /// <summary>TURN: the transport is not supported.</summary>
    UnsupportedTransport = 442,

    /// <summary>TURN: the peer's address is of another family than the allocation.</summary>
    PeerAddressFamilyMismatch = 443,

    /// <summary>TURN: too many allocations of this user.</summary>
    AllocationQuotaReached = 486,

    /// <summary>ICE: both sides have the same role.</summary>
    RoleConflict = 487,

    /// <summary>The server failed for a while.</summary>
    ServerError = 500,

    /// <summary>TURN: no relayed address is to be had.</summary>
    InsufficientCapacity = 508,
}
