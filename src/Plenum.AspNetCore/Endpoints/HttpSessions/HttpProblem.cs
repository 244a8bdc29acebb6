using System.Globalization;
using Microsoft.AspNetCore.Http;
using Plenum.AspNetCore.Access;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>Why a request is not done, as HTTP says it (RFC 9457).</summary>
/// <param name="Status">The status code.</param>
/// <param name="Detail">For people.</param>
internal sealed record HttpProblem(int Status, string Detail)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>When trying again makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The <c>error</c> of a bearer challenge (RFC 6750, section 3.1); empty where no token was sent.</summary>
    public string? BearerError { get; init; }

    public static readonly HttpProblem NoRoom = NotFound("No room can have this name: use 1 to 64 of A-Z a-z 0-9 _ -.");

    public static readonly HttpProblem NoSession = NotFound("There is no such session.");

    /// <param name="detail">For people.</param>
    /// <param name="token">What was sent, if anything was.</param>
    public static HttpProblem Unauthorized(string detail, string? token) =>
        new(StatusCodes.Status401Unauthorized, detail) { BearerError = token is null ? "" : "invalid_token" };

    public static HttpProblem TooMany(LimitVerdict verdict) => verdict == LimitVerdict.TooManyOfAddress
        ? new(StatusCodes.Status429TooManyRequests, "Too many sessions from this address.") { RetryAfter = Soon }
        : Busy("Too many sessions are being set up.", Soon);

    public static HttpProblem Unprocessable(string detail) => new(StatusCodes.Status422UnprocessableEntity, detail);

    public static HttpProblem Malformed(string detail) => new(StatusCodes.Status400BadRequest, detail);

    public static HttpProblem Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);

    public static HttpProblem NotFound(string detail) => new(StatusCodes.Status404NotFound, detail);

    public static HttpProblem Busy(string detail, TimeSpan retryAfter) =>
        new(StatusCodes.Status503ServiceUnavailable, detail) { RetryAfter = retryAfter };

    /// <summary>The response.</summary>
    public IResult ToResult(HttpResponse response)
    {
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (BearerError is { } error)
            response.Headers.WWWAuthenticate = error.Length > 0 ? $"Bearer error=\"{error}\"" : "Bearer";

        return TypedResults.Problem(Detail, statusCode: Status);
    }
}
