using System.Security.Cryptography;
using System.Text;

namespace Plenum.Rtc.Dtls;

/// <summary>The pseudo-random function of TLS 1.2 (RFC 5246, section 5).</summary>
internal static class TlsPrf
{
    /// <summary>Fills <paramref name="output"/> with P_hash(secret, label + seed).</summary>
    public static void Expand(
        HashAlgorithmName hash,
        ReadOnlySpan<byte> secret,
        string label,
        ReadOnlySpan<byte> seed,
        Span<byte> output)
    {
        byte[] labelAndSeed = [.. Encoding.ASCII.GetBytes(label), .. seed];
        using var hmac = IncrementalHash.CreateHMAC(hash, secret);
        Span<byte> chain = stackalloc byte[hmac.HashLengthInBytes];
        Span<byte> block = stackalloc byte[hmac.HashLengthInBytes];

        hmac.AppendData(labelAndSeed);
        hmac.GetHashAndReset(chain);
        while (!output.IsEmpty)
        {
            hmac.AppendData(chain);
            hmac.AppendData(labelAndSeed);
            hmac.GetHashAndReset(block);
            var take = Math.Min(block.Length, output.Length);
            block[..take].CopyTo(output);
            output = output[take..];

            hmac.AppendData(chain);
            hmac.GetHashAndReset(chain);
        }
    }
}
