using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Plenum.AspNetCore.Access;

/// <summary>
/// Which pages may open the socket (RFC 6455, section 10.2): those of the host they connect to, and those that are
/// configured. Schemes are not compared with the request's own, for a proxy in front may end TLS.
/// </summary>
internal sealed class OriginPolicy(IOptions<PlenumOptions> options, DevMode devMode)
{
    private readonly HashSet<string> _allowed =
        new(options.Value.Access.AllowedOrigins.Select(origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    public bool Allows(HttpRequest request)
    {
        if (devMode.IsLoopbackOnly && !IsLoopback(request.Host))
            return false;
        if (request.Headers.Origin is not [var origin])
            return request.Headers.Origin.Count == 0;

        return _allowed.Contains("*") || _allowed.Contains(origin!) || IsOwn(origin!, request.Host);
    }

    /// <summary>
    /// Which pages may use WHIP and WHEP. Where rooms take a token a page has to bring it: a browser adds none by itself,
    /// so every page may. In dev mode there is nothing to bring, so other sites may not; pages of this machine may.
    /// </summary>
    public bool AllowsFetch(HttpRequest request)
    {
        if (!devMode.IsOn || Allows(request))
            return true;

        return (!devMode.IsLoopbackOnly || IsLoopback(request.Host))
            && request.Headers.Origin is [{ } origin]
            && Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && IsLoopback(new HostString(uri.Authority));
    }

    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && string.Equals(uri.Authority, WithoutDefaultPort(host, uri), StringComparison.OrdinalIgnoreCase);

    private static string WithoutDefaultPort(HostString host, Uri origin) =>
        host.Port == (origin.Scheme == "https" ? 443 : 80) ? host.Host : host.Value ?? "";

    /// <summary>A page elsewhere whose name was rebound to this machine still sends its own name as the host.</summary>
    private static bool IsLoopback(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));
}
