namespace Plenum.Rtc.Stun;

/// <summary>The class of a STUN message (RFC 8489, section 5); the values are the two class bits.</summary>
public enum StunClass
{
    /// <summary>Wants a response.</summary>
    Request = 0,

    /// <summary>Wants none.</summary>
    Indication = 1,

    /// <summary>The request succeeded.</summary>
    Success = 2,

    /// <summary>The request failed; ERROR-CODE says why.</summary>
    Error = 3,
}
