using System.Security.Cryptography;
using Plenum.Rtc.Crypto;

namespace Plenum.Rtc.OpenSsl.Ciphers;

/// <summary>AES-128 in counter mode with HMAC-SHA1 over header, ciphertext and trailer (RFC 3711, section 4).</summary>
internal sealed class AesCounterHmacSha1Cipher(
    nint cipher,
    ReadOnlySpan<byte> encryptionKey,
    ReadOnlySpan<byte> authenticationKey,
    int tagLength) : PacketCipher
{
    private readonly KeyedCipher _aes = new(cipher, encryptionKey);
    private readonly HmacSha1 _hmac = new(authenticationKey);

    public override int TagLength => tagLength;

    public override int IvLength => 16;

    public override void Seal(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> trailer,
        Span<byte> destination)
    {
        _aes.Begin(iv, encrypt: true);
        _aes.Transform(plaintext, destination);
        Span<byte> digest = stackalloc byte[HmacSha1.DigestLength];
        _hmac.Compute(header, destination[..plaintext.Length], trailer, digest);
        digest[..tagLength].CopyTo(destination[plaintext.Length..]);
    }

    public override bool TryOpen(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> ciphertextAndTag,
        ReadOnlySpan<byte> trailer,
        Span<byte> destination)
    {
        var ciphertext = ciphertextAndTag[..^tagLength];
        Span<byte> digest = stackalloc byte[HmacSha1.DigestLength];
        _hmac.Compute(header, ciphertext, trailer, digest);
        if (!CryptographicOperations.FixedTimeEquals(digest[..tagLength], ciphertextAndTag[^tagLength..]))
            return false;

        _aes.Begin(iv, encrypt: false);
        _aes.Transform(ciphertext, destination);
        return true;
    }

    public override void Prefetch(int level)
    {
        _aes.Prefetch(level);
        Rtc.Prefetch.Object(_hmac, 4);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _aes.Dispose();
    }
}
