using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plenum.Rtc.Crypto;

namespace Plenum.Rtc.Tests.Dtls.Foreign;

/// <summary>A certificate and its key as files, for programs that want such.</summary>
internal sealed class CertificateFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plenum-dtls").FullName;

    public CertificateFiles()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=foreign", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        Fingerprint = CertificateFingerprint.Of(certificate.RawData, FingerprintAlgorithm.Sha256);
    }

    public string Certificate => Path.Combine(_folder, "certificate.pem");

    public string Key => Path.Combine(_folder, "key.pem");

    public CertificateFingerprint Fingerprint { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
