using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Plenum.AspNetCore.Access;

/// <summary>An HS256 key (RFC 7518, section 3.2).</summary>
/// <param name="id">The <c>kid</c>; empty if tokens carry none.</param>
/// <param name="secret">At least <see cref="MinSecretBytes"/>.</param>
internal sealed class TokenKey(string id, byte[] secret)
{
    /// <summary>As long as the hash.</summary>
    public const int MinSecretBytes = 32;

    public string Id => id;

    public static TokenKey From(TokenKeyOptions options) => new(options.Id, Encoding.UTF8.GetBytes(options.Secret));

    /// <summary>The signature of a token's first two parts, as its third part is written.</summary>
    public string Sign(ReadOnlySpan<byte> signingInput)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, signingInput, mac);
        return Base64Url.EncodeToString(mac);
    }

    /// <summary>
    /// Compares what is written, not what it decodes to: of the spellings that lax decoders take for the same bytes,
    /// one is right.
    /// </summary>
    public bool Verifies(ReadOnlySpan<byte> signingInput, ReadOnlySpan<char> signature)
    {
        Span<byte> actual = stackalloc byte[Base64Url.GetEncodedLength(HMACSHA256.HashSizeInBytes)];
        if (signature.Length != actual.Length || !Encoding.ASCII.TryGetBytes(signature, actual, out _))
            return false;

        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(signingInput)), actual);
    }
}
