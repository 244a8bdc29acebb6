namespace Plenum.Rtc.Stun;

/// <summary>What is understood here.</summary>
internal static class StunAttributes
{
    /// <summary>Whether an attribute that must be understood (type under 0x8000) is.</summary>
    public static bool IsKnown(StunAttributeType type) => type switch
    {
        StunAttributeType.MappedAddress or StunAttributeType.Username or StunAttributeType.MessageIntegrity
            or StunAttributeType.ErrorCode or StunAttributeType.UnknownAttributes or StunAttributeType.ChannelNumber
            or StunAttributeType.Lifetime or StunAttributeType.XorPeerAddress or StunAttributeType.Data
            or StunAttributeType.Realm or StunAttributeType.Nonce or StunAttributeType.XorRelayedAddress
            or StunAttributeType.RequestedAddressFamily or StunAttributeType.RequestedTransport
            or StunAttributeType.DontFragment or StunAttributeType.MessageIntegritySha256
            or StunAttributeType.PasswordAlgorithm or StunAttributeType.UserHash
            or StunAttributeType.XorMappedAddress or StunAttributeType.Priority
            or StunAttributeType.UseCandidate => true,
        _ => false,
    };
}
