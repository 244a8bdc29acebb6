using Plenum.Rtc.Crypto;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Dtls;

/// <summary>What a session is told before it starts.</summary>
public sealed record DtlsOptions
{
    /// <summary>GCM first: it costs a half to a fifth of AES-CM. The short tag is only for those who ask.</summary>
    public static readonly IReadOnlyList<SrtpProfile> DefaultSrtpProfiles =
        [SrtpProfile.AeadAes128Gcm, SrtpProfile.AeadAes256Gcm, SrtpProfile.AesCm128HmacSha1Tag80];

    /// <summary>The certificate this side shows.</summary>
    public required LocalCertificate Certificate { get; init; }

    /// <summary>What the peer's certificate may be, from its SDP; any one suffices (RFC 8122, section 5.1).</summary>
    public required IReadOnlyList<CertificateFingerprint> RemoteFingerprints { get; init; }

    /// <summary>SRTP profiles in order of preference; the server's order decides. Empty: no SRTP on this session.</summary>
    public IReadOnlyList<SrtpProfile> SrtpProfiles { get; init; } = DefaultSrtpProfiles;

    /// <summary>The least that <see cref="MaxDatagramLength"/> may be: OpenSSL fragments no finer.</summary>
    public const int MinDatagramLength = 256;

    /// <summary>Largest datagram to send, in bytes of UDP payload. 1200 passes everywhere IPv6 does.</summary>
    public int MaxDatagramLength { get; init; } = 1200;

    /// <summary>
    /// How long to wait before a flight is sent again; doubles each time. RFC 6347 suggests a second, RFC 9147 less
    /// for real-time traffic: ICE has measured the round trip before, so twice that is a good value.
    /// </summary>
    public TimeSpan InitialRetransmission { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What the doubling stops at.</summary>
    public TimeSpan MaxRetransmission { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>When a handshake that has not completed is given up.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
