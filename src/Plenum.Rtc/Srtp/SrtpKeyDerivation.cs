using System.Security.Cryptography;

namespace Plenum.Rtc.Srtp;

/// <summary>
/// Derives session keys from a master key and salt: AES in counter mode as pseudo-random function (RFC 3711, section
/// 4.3; RFC 7714, section 11, for the salt of 12 bytes; RFC 6188 for the key of 32). The key derivation rate is zero,
/// as DTLS-SRTP has it: keys are derived once.
/// </summary>
internal readonly ref struct SrtpKeyDerivation : IDisposable
{
    private const int BlockLength = 16;
    private const int LabelOffset = 7;

    private readonly Aes _aes;
    private readonly ReadOnlySpan<byte> _masterSalt;

    /// <summary>Takes a master key, once for all that is derived from it: a join derives a dozen keys.</summary>
    public SrtpKeyDerivation(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        _masterSalt = masterSalt;
        _aes = Aes.Create();
        _aes.SetKey(masterKey);
    }

    /// <summary>Fills <paramref name="key"/> with the session key of a label.</summary>
    public void Derive(SrtpKeyLabel label, Span<byte> key)
    {
        Span<byte> counter = stackalloc byte[BlockLength];
        Span<byte> keystream = stackalloc byte[BlockLength];
        counter.Clear();
        _masterSalt.CopyTo(counter);
        counter[LabelOffset] ^= (byte)label;

        for (var offset = 0; offset < key.Length; offset += BlockLength)
        {
            counter[BlockLength - 1] = (byte)(offset / BlockLength);
            _aes.EncryptEcb(counter, keystream, PaddingMode.None);
            keystream[..Math.Min(BlockLength, key.Length - offset)].CopyTo(key[offset..]);
        }

        CryptographicOperations.ZeroMemory(keystream);
    }

    /// <summary>Releases the key.</summary>
    public void Dispose() => _aes.Dispose();
}
