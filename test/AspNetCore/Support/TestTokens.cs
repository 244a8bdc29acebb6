using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Plenum.AspNetCore.Tests.Support;

/// <summary>Join tokens written by hand, so that they can be wrong.</summary>
internal static class TestTokens
{
    public const string Secret = "a secret of at least thirty-two bytes";

    public static string Mint(object claims, object? header = null, string secret = Secret)
    {
        var signed = $"{Encode(header ?? new { alg = "HS256", typ = "JWT" })}.{Encode(claims)}";
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(mac)}";
    }

    public static string Encode(object json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
