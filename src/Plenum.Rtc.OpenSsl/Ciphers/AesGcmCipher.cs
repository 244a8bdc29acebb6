using Plenum.Rtc.Crypto;

namespace Plenum.Rtc.OpenSsl.Ciphers;

/// <summary>AES-GCM by libcrypto.</summary>
internal sealed class AesGcmCipher(nint cipher, ReadOnlySpan<byte> key) : PacketCipher
{
    private readonly KeyedCipher _aes = new(cipher, key);

    public override int TagLength => 16;

    public override int IvLength => 12;

    public override void Seal(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> trailer,
        Span<byte> destination)
    {
        _aes.Begin(iv, encrypt: true);
        _aes.Authenticate(header);
        _aes.Authenticate(trailer);
        _aes.Transform(plaintext, destination);
        _aes.FinishWithTag(destination.Slice(plaintext.Length, TagLength));
    }

    public override bool TryOpen(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> ciphertextAndTag,
        ReadOnlySpan<byte> trailer,
        Span<byte> destination)
    {
        _aes.Begin(iv, encrypt: false);
        _aes.Authenticate(header);
        _aes.Authenticate(trailer);
        _aes.Transform(ciphertextAndTag[..^TagLength], destination);
        return _aes.TryFinishWithTag(ciphertextAndTag[^TagLength..]);
    }

    public override void Prefetch(int level) => _aes.Prefetch(level);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _aes.Dispose();
    }
}
