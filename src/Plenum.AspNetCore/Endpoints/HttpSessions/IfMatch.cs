using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>Reads <c>If-Match</c> (RFC 9110, section 13.1.1).</summary>
internal static class IfMatch
{
    public static Precondition Check(HttpRequest request, EntityTagHeaderValue current)
    {
        if (request.Headers.IfMatch.Count == 0)
            return Precondition.Missing;
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags))
            return Precondition.Failed;

        return tags.Any(tag => IsAny(tag) || tag.Compare(current, useStrongComparison: true))
            ? Precondition.Holds
            : Precondition.Failed;
    }

    /// <summary>The drafts' example puts the asterisk in quotes, and clients copy it.</summary>
    private static bool IsAny(EntityTagHeaderValue tag) => tag.Tag == "*" || tag.Tag == "\"*\"";
}
