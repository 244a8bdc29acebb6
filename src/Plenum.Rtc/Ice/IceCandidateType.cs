namespace Plenum.Rtc.Ice;

/// <summary>How a candidate was learned (RFC 8445, section 5.1.1).</summary>
public enum IceCandidateType
{
    /// <summary>An address of an interface of the host.</summary>
    Host,

    /// <summary>The address that a STUN server saw.</summary>
    ServerReflexive,

    /// <summary>The address that the peer saw, or that we saw of it, in a check.</summary>
    PeerReflexive,

    /// <summary>An address on a TURN server.</summary>
    Relayed,
}
