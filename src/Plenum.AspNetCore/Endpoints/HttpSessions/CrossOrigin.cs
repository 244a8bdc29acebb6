using Microsoft.AspNetCore.Http;
using Plenum.AspNetCore.Access;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>What pages of other origins may do (https://fetch.spec.whatwg.org/#http-cors-protocol).</summary>
internal sealed class CrossOrigin(OriginPolicy origins)
{
    private const string Methods = "OPTIONS, GET, HEAD, POST, PATCH, DELETE";
    private const string RequestHeaders = "Authorization, Content-Type, If-Match, Link";
    private const string ResponseHeaders = "Location, ETag, Link, Accept-Post, Accept-Patch, Retry-After, WWW-Authenticate";
    private const string PreflightSeconds = "7200";

    /// <summary>Whether a request is a browser's question before another one.</summary>
    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.AccessControlRequestMethod.Count > 0;

    /// <summary>Tells a browser that its page may read this. False: the page may not, and nothing is done for it.</summary>
    public bool Admit(HttpRequest request, HttpResponse response)
    {
        response.Headers.Append("Vary", "Origin");
        if (!origins.AllowsFetch(request))
            return false;
        if (request.Headers.Origin is not [{ } origin])
            return true;

        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.AccessControlExposeHeaders = ResponseHeaders;
        if (IsPreflight(request))
        {
            response.Headers.AccessControlAllowMethods = Methods;
            response.Headers.AccessControlAllowHeaders = RequestHeaders;
            response.Headers.AccessControlMaxAge = PreflightSeconds;
        }

        return true;
    }
}
