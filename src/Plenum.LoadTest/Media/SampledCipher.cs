using Plenum.Rtc.Crypto;

namespace Plenum.LoadTest.Media;

/// <summary>Opens what the policy wants opened, and passes the rest on as if it had.</summary>
internal sealed class SampledCipher(PacketCipher cipher, OpeningPolicy policy) : PacketCipher
{
    private const byte PaddingBit = 0x20;

    public override int TagLength => cipher.TagLength;

    public override int IvLength => cipher.IvLength;

    public override void Seal(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> trailer,
        Span<byte> destination) => cipher.Seal(iv, header, plaintext, trailer, destination);

    public override bool TryOpen(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> ciphertextAndTag,
        ReadOnlySpan<byte> trailer,
        Span<byte> destination)
    {
        if (policy.Decide(header))
            return cipher.TryOpen(iv, header, ciphertextAndTag, trailer, destination);

        // The count of padding is among what is not read; any that is valid will do.
        if ((header[0] & PaddingBit) != 0 && ciphertextAndTag.Length > TagLength)
            destination[ciphertextAndTag.Length - TagLength - 1] = 1;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            cipher.Dispose();
    }
}
