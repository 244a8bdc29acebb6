using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Dtls;

/// <summary>What a completed handshake agreed on. By then the peer's certificate has matched its fingerprint.</summary>
/// <param name="CipherSuite">The IANA number of the cipher suite.</param>
/// <param name="SrtpProfile">The profile for media; null when none was offered.</param>
/// <param name="SrtpKeyingMaterial">
/// Client key, server key, client salt, server salt (RFC 5764, section 4.2); empty without a profile.
/// </param>
public sealed record DtlsHandshake(
    ushort CipherSuite,
    SrtpProfile? SrtpProfile,
    ReadOnlyMemory<byte> SrtpKeyingMaterial);
