using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>Reads <c>If-Match</c> (RFC 9110, section 13.1.1).</summary>
internal static class IfMatch
{
    /// <summary>What is wrong with a change of this ICE session; or null.</summary>
    public static HttpProblem? Problem(HttpRequest request, EntityTagHeaderValue current) => Check(request, current) switch
    {
        Precondition.Missing => new(StatusCodes.Status428PreconditionRequired, "Say by If-Match which ICE session is meant."),
        Precondition.Failed => new(StatusCodes.Status412PreconditionFailed, "This is not the present ICE session."),
        _ => null,
    };

    private static Precondition Check(HttpRequest request, EntityTagHeaderValue current)
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
