using Microsoft.AspNetCore.Http;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>Reads <c>Authorization: Bearer</c> (RFC 6750, section 2.1).</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <param name="request">The request.</param>
    /// <param name="token">Null: there is none.</param>
    /// <returns>False for another scheme, or two headers.</returns>
    public static bool TryRead(HttpRequest request, out string? token)
    {
        token = null;
        if (request.Headers.Authorization.Count == 0)
            return true;
        if (request.Headers.Authorization is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;

        token = value[Scheme.Length..].Trim();
        return token.Length > 0;
    }
}
