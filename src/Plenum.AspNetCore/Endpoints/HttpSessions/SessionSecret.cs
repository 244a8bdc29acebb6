using System.Security.Cryptography;
using System.Text;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>What a session's later requests have to know: its URL, and the token that it was made with, if any.</summary>
internal sealed class SessionSecret(string? token)
{
    private readonly byte[]? _tokenHash = token is null ? null : Hash(token);

    /// <summary>The part of the URL: 128 random bits.</summary>
    public string Id { get; } = NewId();

    public static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>
    /// Whether a request brings the session's token. Expired or not: who is in stays in, and must be able to leave. A
    /// session without a token is proven by its URL alone.
    /// </summary>
    public bool IsProvenBy(string? other) =>
        _tokenHash is null || (other is not null && CryptographicOperations.FixedTimeEquals(_tokenHash, Hash(other)));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
