using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl.Dtls;
using Plenum.Rtc.OpenSsl.Interop;

namespace Plenum.Rtc.OpenSsl;

/// <summary>
/// A certificate that OpenSSL can show, with the SSL_CTX that all its sessions share. Safe to share between threads.
/// </summary>
public sealed class OpenSslCertificate : LocalCertificate
{
    private OpenSslCertificate(CertificateFingerprint fingerprint, SslContextHandle context)
    {
        Fingerprint = fingerprint;
        Context = context;
    }

    /// <inheritdoc />
    public override CertificateFingerprint Fingerprint { get; }

    internal SslContextHandle Context { get; }

    /// <summary>A new self-signed certificate with an ECDSA P-256 key.</summary>
    public static OpenSslCertificate Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // The name says nothing on purpose; browsers use the same. Nobody checks the dates: the fingerprint decides.
        var request = new CertificateRequest("CN=WebRTC", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        return Import(certificate.RawData, key.ExportPkcs8PrivateKey());
    }

    /// <summary>Takes a certificate made elsewhere: ECDSA or RSA.</summary>
    /// <param name="certificate">DER.</param>
    /// <param name="privateKey">PKCS #8 DER; is wiped.</param>
    public static OpenSslCertificate Import(ReadOnlySpan<byte> certificate, Span<byte> privateKey)
    {
        OpenSslLibrary.EnsureLoaded();
        var context = DtlsContext.Create(certificate, privateKey);
        CryptographicOperations.ZeroMemory(privateKey);
        return new OpenSslCertificate(CertificateFingerprint.Of(certificate, FingerprintAlgorithm.Sha256), context);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Context.Dispose();
    }
}
