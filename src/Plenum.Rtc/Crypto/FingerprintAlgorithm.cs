namespace Plenum.Rtc.Crypto;

/// <summary>
/// The hash functions accepted for certificate fingerprints. RFC 8122 also registers MD2, MD5 and SHA-1: an attacker
/// who can make two certificates collide must not be let in, so they are refused.
/// </summary>
public enum FingerprintAlgorithm
{
    /// <summary>"sha-256", which every WebRTC stack offers.</summary>
    Sha256,

    /// <summary>"sha-384".</summary>
    Sha384,

    /// <summary>"sha-512".</summary>
    Sha512,
}
