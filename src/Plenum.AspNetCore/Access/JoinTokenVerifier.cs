using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Plenum.AspNetCore.Access;

/// <summary>
/// Verifies join tokens: JWTs (RFC 7519) in compact form signed with HS256 and nothing else. The signature is checked
/// before a claim is read.
/// </summary>
internal sealed class JoinTokenVerifier
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly TokenKey[] _keys;
    private readonly int _maxLength;
    private readonly TimeSpan _skew;
    private readonly TimeProvider _clock;

    public JoinTokenVerifier(IOptions<PlenumOptions> options, TimeProvider clock)
    {
        var access = options.Value.Access;
        _keys = [.. access.Keys.Select(TokenKey.From)];
        _maxLength = access.MaxTokenLength;
        _skew = access.ClockSkew;
        _clock = clock;
    }

    public TokenFault Verify(string token, out JoinClaims? claims)
    {
        claims = null;
        if (token.Length > _maxLength)
            return TokenFault.TooLong;

        var header = token.IndexOf('.', StringComparison.Ordinal);
        var payload = token.LastIndexOf('.');
        if (header <= 0 || payload <= header + 1 || token.AsSpan(header + 1, payload - header - 1).Contains('.'))
            return TokenFault.Malformed;

        var fault = VerifySignature(token, header, payload);
        return fault != TokenFault.None ? fault : ReadClaims(token.AsSpan(header + 1, payload - header - 1), out claims);
    }

    private TokenFault VerifySignature(string token, int headerEnd, int payloadEnd)
    {
        using var header = ParseObject(token.AsSpan(0, headerEnd));
        if (header is null)
            return TokenFault.Malformed;

        var root = header.RootElement;
        if (!root.TryGetProperty("alg", out var algorithm) || !IsString(algorithm, "HS256"))
            return TokenFault.WrongAlgorithm;
        if (root.TryGetProperty("crit", out _))
            return TokenFault.CriticalExtension;

        IEnumerable<TokenKey> candidates = _keys;
        if (root.TryGetProperty("kid", out var kid))
            candidates = _keys.Where(key => key.Id.Length > 0 && IsString(kid, key.Id));

        var signed = Encoding.ASCII.GetBytes(token, 0, payloadEnd);
        var fault = TokenFault.UnknownKey;
        foreach (var key in candidates)
        {
            if (key.Verifies(signed, token.AsSpan(payloadEnd + 1)))
                return TokenFault.None;

            fault = TokenFault.WrongSignature;
        }

        return fault;
    }

    private TokenFault ReadClaims(ReadOnlySpan<char> payload, out JoinClaims? claims)
    {
        claims = null;
        using var document = ParseObject(payload);
        if (document is null)
            return TokenFault.Malformed;

        var root = document.RootElement;
        if (!TryReadDate(root, "exp", out var expires) || !TryReadDate(root, "nbf", out var notBefore))
            return TokenFault.NoValidity;

        var now = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        if (now >= expires + _skew.TotalSeconds)
            return TokenFault.Expired;
        if (now < notBefore - _skew.TotalSeconds)
            return TokenFault.NotYetValid;

        return JoinTokenPayload.TryRead(root, out claims) ? TokenFault.None : TokenFault.WrongClaims;
    }

    private static JsonDocument? ParseObject(ReadOnlySpan<char> part)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        if (!IsBase64Url(part) || !Base64Url.TryDecodeFromChars(part, bytes, out var length))
            return null;

        try
        {
            var document = JsonDocument.Parse(bytes.AsMemory(0, length), Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The decoder skips white space and takes padding; a token has neither (RFC 7515, section 2).</summary>
    private static bool IsBase64Url(ReadOnlySpan<char> part) =>
        part.Length % 4 != 1 && !part.ContainsAnyExcept(Alphabet);

    private static bool IsString(JsonElement element, string value) =>
        element.ValueKind == JsonValueKind.String && element.ValueEquals(value);

    private static bool TryReadDate(JsonElement root, string name, out double seconds)
    {
        seconds = 0;
        return root.TryGetProperty(name, out var element)
            && element.ValueKind == JsonValueKind.Number
            && element.TryGetDouble(out seconds)
            && double.IsFinite(seconds);
    }
}
