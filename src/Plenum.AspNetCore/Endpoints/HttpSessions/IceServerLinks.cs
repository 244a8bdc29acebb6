using Microsoft.AspNetCore.Http;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>STUN and TURN servers as <c>Link</c> headers (RFC 9725, section 4.6).</summary>
internal static class IceServerLinks
{
    public static void Append(IHeaderDictionary headers, IReadOnlyList<IceServerInfo> servers)
    {
        foreach (var server in servers)
        {
            foreach (var url in server.Urls)
            {
                if (Write(url, server) is { } link)
                    headers.Append("Link", link);
            }
        }
    }

    /// <summary>A header has ASCII alone: what has more is left out, and the client does without it.</summary>
    private static string? Write(string url, IceServerInfo server)
    {
        var link = $"<{url}>; rel=\"ice-server\"";
        if (server.Username is { } user && server.Credential is { } credential)
            link += $"; username=\"{Escape(user)}\"; credential=\"{Escape(credential)}\"; credential-type=\"password\"";

        return link.AsSpan().ContainsAnyExceptInRange(' ', '~') ? null : link;
    }

    /// <summary>A quoted string (RFC 9110, section 5.6.4).</summary>
    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
