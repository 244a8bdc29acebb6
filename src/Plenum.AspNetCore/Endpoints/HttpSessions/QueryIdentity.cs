using Microsoft.AspNetCore.Http;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>Reads identities from a URL's query.</summary>
internal static class QueryIdentity
{
    private const int LongestName = 64;

    /// <summary>One identity, or none.</summary>
    /// <returns>What is wrong; or null.</returns>
    public static HttpProblem? Read(IQueryCollection query, string key, out Identity? identity)
    {
        identity = null;
        if (query[key] is not [var text])
            return query[key].Count == 0 ? null : HttpProblem.Malformed($"{key}: give one.");
        if (!Identity.TryParse(text, out var parsed))
            return HttpProblem.Malformed($"{key}: use 1 to {Identity.MaxLength} characters.");

        identity = parsed;
        return null;
    }

    /// <summary>The identity as a name to show, where it can be one.</summary>
    public static string? AsName(Identity? identity) =>
        identity?.Value is { Length: <= LongestName } text && !text.Any(char.IsControl) ? text : null;
}
