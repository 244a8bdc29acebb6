using System.Security.Cryptography;

namespace Plenum.Rtc.Srtp;

/// <summary>
/// Derives session keys from a master key and salt: AES in counter mode as pseudo-random function (RFC 3711, section
/// 4.3; RFC 7714, section 11, for the salt of 12 bytes; RFC 6188 for the key of 32). The key derivation rate is zero,
/// as DTLS-SRTP has it: keys are derived once.
/// </summary>
internal static class SrtpKeyDerivation
{
    private const int BlockLength = 16;
    private const int LabelOffset = 7;

    /// <summary>Fills <paramref name="key"/> with the session key of a label.</summary>
    public static void Derive(
        ReadOnlySpan<byte> masterKey,
        ReadOnlySpan<byte> masterSalt,
        SrtpKeyLabel label,
        Span<byte> key)
    {
        using var aes = Aes.Create();
        aes.SetKey(masterKey);

        Span<byte> counter = stackalloc byte[BlockLength];
        Span<byte> keystream = stackalloc byte[BlockLength];
        counter.Clear();
        masterSalt.CopyTo(counter);
        counter[LabelOffset] ^= (byte)label;

        for (var offset = 0; offset < key.Length; offset += BlockLength)
        {
            counter[BlockLength - 1] = (byte)(offset / BlockLength);
            aes.EncryptEcb(counter, keystream, PaddingMode.None);
            keystream[..Math.Min(BlockLength, key.Length - offset)].CopyTo(key[offset..]);
        }

        CryptographicOperations.ZeroMemory(keystream);
    }
}
