using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;

namespace Plenum.Rtc.Peers;

/// <summary>What signalling says of the other side's transport.</summary>
/// <param name="Credentials">Its ICE credentials.</param>
/// <param name="Fingerprints">What its certificate may be.</param>
/// <param name="LocalRole">Our part in DTLS: the server when the peer is "a=setup:active", else the client.</param>
public sealed record RemoteTransport(
    IceCredentials Credentials, IReadOnlyList<CertificateFingerprint> Fingerprints, DtlsRole LocalRole);
