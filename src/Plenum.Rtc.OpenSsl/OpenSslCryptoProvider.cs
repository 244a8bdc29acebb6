using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl.Ciphers;
using Plenum.Rtc.OpenSsl.Dtls;
using Plenum.Rtc.OpenSsl.Interop;

namespace Plenum.Rtc.OpenSsl;

/// <summary>
/// Cryptography by the OpenSSL 3 of the system. Stateless but for the ciphers it fetched; one serves all threads.
/// </summary>
public sealed class OpenSslCryptoProvider : ICryptoProvider
{
    private const int Aes256KeyLength = 32;

    private readonly nint _aes128Gcm;
    private readonly nint _aes256Gcm;
    private readonly nint _aes128Counter;

    /// <summary>Loads the library and fetches the ciphers, once: a fetch takes a lock and a search by name.</summary>
    /// <exception cref="DllNotFoundException">OpenSSL 3 is not installed.</exception>
    public OpenSslCryptoProvider()
    {
        OpenSslLibrary.EnsureLoaded();
        _aes128Gcm = Fetch("AES-128-GCM");
        _aes256Gcm = Fetch("AES-256-GCM");
        _aes128Counter = Fetch("AES-128-CTR");
    }

    /// <inheritdoc />
    public PacketCipher CreateAesGcm(ReadOnlySpan<byte> key) =>
        new AesGcmCipher(key.Length == Aes256KeyLength ? _aes256Gcm : _aes128Gcm, key);

    /// <inheritdoc />
    public PacketCipher CreateAesCounterHmacSha1(
        ReadOnlySpan<byte> encryptionKey,
        ReadOnlySpan<byte> authenticationKey,
        int tagLength) =>
        new AesCounterHmacSha1Cipher(_aes128Counter, encryptionKey, authenticationKey, tagLength);

    /// <inheritdoc />
    public IDtlsHandshaker CreateDtlsHandshaker(DtlsRole role, DtlsOptions options) =>
        new OpenSslDtlsHandshaker(role, options);

    /// <inheritdoc />
    public LocalCertificate GenerateCertificate() => OpenSslCertificate.Generate();

    private static nint Fetch(string name)
    {
        var cipher = LibCrypto.EVP_CIPHER_fetch(0, name, 0);
        OpenSslError.ThrowUnless(cipher != 0, $"EVP_CIPHER_fetch {name}");
        return cipher;
    }
}
