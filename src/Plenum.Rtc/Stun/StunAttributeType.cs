namespace Plenum.Rtc.Stun;

/// <summary>Attribute types of STUN (RFC 8489), ICE (RFC 8445) and TURN (RFC 8656).</summary>
public enum StunAttributeType
{
    /// <summary>MAPPED-ADDRESS.</summary>
    MappedAddress = 0x0001,

    /// <summary>USERNAME.</summary>
    Username = 0x0006,

    /// <summary>MESSAGE-INTEGRITY: HMAC-SHA1 over everything before it.</summary>
    MessageIntegrity = 0x0008,

    /// <summary>ERROR-CODE.</summary>
    ErrorCode = 0x0009,

    /// <summary>UNKNOWN-ATTRIBUTES.</summary>
    UnknownAttributes = 0x000A,

    /// <summary>CHANNEL-NUMBER.</summary>
    ChannelNumber = 0x000C,

    /// <summary>LIFETIME, in seconds.</summary>
    Lifetime = 0x000D,

    /// <summary>XOR-PEER-ADDRESS.</summary>
    XorPeerAddress = 0x0012,

    /// <summary>DATA.</summary>
    Data = 0x0013,

    /// <summary>REALM.</summary>
    Realm = 0x0014,

    /// <summary>NONCE.</summary>
    Nonce = 0x0015,

    /// <summary>XOR-RELAYED-ADDRESS.</summary>
    XorRelayedAddress = 0x0016,

    /// <summary>REQUESTED-ADDRESS-FAMILY.</summary>
    RequestedAddressFamily = 0x0017,

    /// <summary>REQUESTED-TRANSPORT.</summary>
    RequestedTransport = 0x0019,

    /// <summary>DONT-FRAGMENT.</summary>
    DontFragment = 0x001A,

    /// <summary>MESSAGE-INTEGRITY-SHA256.</summary>
    MessageIntegritySha256 = 0x001C,

    /// <summary>PASSWORD-ALGORITHM.</summary>
    PasswordAlgorithm = 0x001D,

    /// <summary>USERHASH.</summary>
    UserHash = 0x001E,

    /// <summary>XOR-MAPPED-ADDRESS.</summary>
    XorMappedAddress = 0x0020,

    /// <summary>PRIORITY of the peer-reflexive candidate that a check would find.</summary>
    Priority = 0x0024,

    /// <summary>USE-CANDIDATE: the controlling agent nominates this pair.</summary>
    UseCandidate = 0x0025,

    /// <summary>PASSWORD-ALGORITHMS.</summary>
    PasswordAlgorithms = 0x8002,

    /// <summary>ALTERNATE-DOMAIN.</summary>
    AlternateDomain = 0x8003,

    /// <summary>SOFTWARE.</summary>
    Software = 0x8022,

    /// <summary>ALTERNATE-SERVER: ask there instead.</summary>
    AlternateServer = 0x8023,

    /// <summary>FINGERPRINT: CRC-32 over everything before it, exclusive-or 0x5354554E.</summary>
    Fingerprint = 0x8028,

    /// <summary>ICE-CONTROLLED with the tie-breaker.</summary>
    IceControlled = 0x8029,

    /// <summary>ICE-CONTROLLING with the tie-breaker.</summary>
    IceControlling = 0x802A,

    /// <summary>NOMINATION of draft-thatcher-ice-renomination, as libwebrtc sends it: the highest value wins.</summary>
    Nomination = 0xC001,
}
