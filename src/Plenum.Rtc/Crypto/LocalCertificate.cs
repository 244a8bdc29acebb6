namespace Plenum.Rtc.Crypto;

/// <summary>A certificate with its private key, in the form its <see cref="ICryptoProvider"/> needs it.</summary>
public abstract class LocalCertificate : IDisposable
{
    /// <summary>What SDP says of this certificate: SHA-256 (RFC 8122).</summary>
    public abstract CertificateFingerprint Fingerprint { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the native key.</summary>
    protected abstract void Dispose(bool disposing);
}
