using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Plenum.Rtc.Crypto;

/// <summary>
/// The hash of a certificate, as SDP's <c>a=fingerprint</c> carries it (RFC 8122, section 5). It is what ties the
/// DTLS connection to the signalling: certificates themselves are self-signed and prove nothing.
/// </summary>
public sealed class CertificateFingerprint : IEquatable<CertificateFingerprint>
{
    private readonly byte[] _digest;

    private CertificateFingerprint(FingerprintAlgorithm algorithm, byte[] digest)
    {
        Algorithm = algorithm;
        _digest = digest;
    }

    /// <summary>The hash function.</summary>
    public FingerprintAlgorithm Algorithm { get; }

    /// <summary>The hash itself.</summary>
    public ReadOnlySpan<byte> Digest => _digest;

    /// <summary>The fingerprint of a DER-encoded certificate.</summary>
    public static CertificateFingerprint Of(ReadOnlySpan<byte> certificate, FingerprintAlgorithm algorithm) =>
        new(algorithm, algorithm switch
        {
            FingerprintAlgorithm.Sha384 => SHA384.HashData(certificate),
            FingerprintAlgorithm.Sha512 => SHA512.HashData(certificate),
            _ => SHA256.HashData(certificate),
        });

    /// <summary>
    /// Reads <c>sha-256 AB:CD:...</c>, in either case. Unknown hash functions and wrong lengths are refused.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out CertificateFingerprint? fingerprint)
    {
        fingerprint = null;
        text = text.Trim();
        var space = text.IndexOf(' ');
        if (space < 0 || !TryParseAlgorithm(text[..space], out var algorithm))
            return false;

        var digest = new byte[DigestLength(algorithm)];
        if (!TryParseDigest(text[(space + 1)..].TrimStart(), digest))
            return false;

        fingerprint = new CertificateFingerprint(algorithm, digest);
        return true;
    }

    /// <summary>Whether this is the fingerprint of that DER-encoded certificate.</summary>
    public bool Matches(ReadOnlySpan<byte> certificate) => Equals(Of(certificate, Algorithm));

    /// <inheritdoc />
    public bool Equals(CertificateFingerprint? other) =>
        other is not null && Algorithm == other.Algorithm && _digest.AsSpan().SequenceEqual(other._digest);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as CertificateFingerprint);

    /// <inheritdoc />
    public override int GetHashCode() => BitConverter.ToInt32(_digest, 0);

    /// <summary>The form SDP carries: <c>sha-256 AB:CD:...</c>.</summary>
    public override string ToString() =>
        $"{Name(Algorithm)} {BitConverter.ToString(_digest).Replace('-', ':')}";

    private static bool TryParseAlgorithm(ReadOnlySpan<char> name, out FingerprintAlgorithm algorithm)
    {
        foreach (var candidate in Enum.GetValues<FingerprintAlgorithm>())
        {
            algorithm = candidate;
            if (name.Equals(Name(candidate), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        algorithm = default;
        return false;
    }

    private static bool TryParseDigest(ReadOnlySpan<char> text, Span<byte> digest)
    {
        if (text.Length != (digest.Length * 3) - 1)
            return false;

        for (var i = 0; i < digest.Length; i++)
        {
            var at = i * 3;
            if (i > 0 && text[at - 1] != ':')
                return false;
            if (!byte.TryParse(text.Slice(at, 2), NumberStyles.AllowHexSpecifier, null, out digest[i]))
                return false;
        }

        return true;
    }

    private static string Name(FingerprintAlgorithm algorithm) => algorithm switch
    {
        FingerprintAlgorithm.Sha384 => "sha-384",
        FingerprintAlgorithm.Sha512 => "sha-512",
        _ => "sha-256",
    };

    private static int DigestLength(FingerprintAlgorithm algorithm) => algorithm switch
    {
        FingerprintAlgorithm.Sha384 => SHA384.HashSizeInBytes,
        FingerprintAlgorithm.Sha512 => SHA512.HashSizeInBytes,
        _ => SHA256.HashSizeInBytes,
    };
}
