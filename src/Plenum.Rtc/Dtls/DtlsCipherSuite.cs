using System.Security.Cryptography;

namespace Plenum.Rtc.Dtls;

/// <summary>
/// The cipher suites this side negotiates: forward secret, AES-GCM. RFC 8827, section 6.5, makes the first mandatory,
/// so there is always a common one; each stack has them in hardware.
/// </summary>
/// <param name="Number">The IANA number.</param>
/// <param name="Name">As OpenSSL names it.</param>
/// <param name="KeyLength">Bytes of the AES key.</param>
/// <param name="Hash">The hash of the pseudo-random function.</param>
public sealed record DtlsCipherSuite(ushort Number, string Name, int KeyLength, HashAlgorithmName Hash)
{
    /// <summary>In order of preference.</summary>
    public static readonly IReadOnlyList<DtlsCipherSuite> All =
    [
        new(0xC02B, "ECDHE-ECDSA-AES128-GCM-SHA256", 16, HashAlgorithmName.SHA256),
        new(0xC02F, "ECDHE-RSA-AES128-GCM-SHA256", 16, HashAlgorithmName.SHA256),
        new(0xC02C, "ECDHE-ECDSA-AES256-GCM-SHA384", 32, HashAlgorithmName.SHA384),
        new(0xC030, "ECDHE-RSA-AES256-GCM-SHA384", 32, HashAlgorithmName.SHA384),
    ];

    /// <summary>The suite of a number that a handshake negotiated.</summary>
    public static DtlsCipherSuite Of(ushort number) => All.First(suite => suite.Number == number);
}
