namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>Whether a change is meant for the ICE session that there is (RFC 9725, section 4.3.1).</summary>
internal enum Precondition
{
    /// <summary>There is no <c>If-Match</c>.</summary>
    Missing,

    /// <summary>It names others, or is not one.</summary>
    Failed,

    /// <summary>It names the present one, or any.</summary>
    Holds,
}
