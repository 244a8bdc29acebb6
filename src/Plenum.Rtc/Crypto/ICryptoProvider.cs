using Plenum.Rtc.Dtls;

namespace Plenum.Rtc.Crypto;

/// <summary>
/// Where a peer gets its cryptography from. Asked on cold paths only: what it hands out does the work per packet.
/// </summary>
public interface ICryptoProvider
{
    /// <summary>AES-GCM with a 16-byte tag and a 12-byte vector, for a key of 16 or 32 bytes.</summary>
    PacketCipher CreateAesGcm(ReadOnlySpan<byte> key);

    /// <summary>AES-128 counter mode, then HMAC-SHA1 over header, ciphertext and trailer (RFC 3711, section 4).</summary>
    /// <param name="encryptionKey">16 bytes.</param>
    /// <param name="authenticationKey">20 bytes.</param>
    /// <param name="tagLength">How many bytes of the HMAC a packet carries: 10 or 4.</param>
    PacketCipher CreateAesCounterHmacSha1(
        ReadOnlySpan<byte> encryptionKey,
        ReadOnlySpan<byte> authenticationKey,
        int tagLength);

    /// <summary>A new DTLS handshake, nothing sent yet.</summary>
    IDtlsHandshaker CreateDtlsHandshaker(DtlsRole role, DtlsOptions options);

    /// <summary>A new self-signed ECDSA P-256 certificate, as RFC 8827, section 6.5 asks for.</summary>
    LocalCertificate GenerateCertificate();
}
