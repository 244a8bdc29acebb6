using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Endpoints.HttpSessions;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>
/// The state of the server in JSON at <c>/debug/state</c>, its process alone at <c>/debug/process</c>: to whoever brings a join token (of any room) with the admin
/// grant, and in dev mode to anybody on this machine.
/// </summary>
internal sealed class DebugEndpoint(JoinTokenVerifier verifier, DevMode devMode, OriginPolicy origins, DebugStateSource source)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/debug/state", (Delegate)GetStateAsync).WithDisplayName("Plenum state");
        routes.MapGet("/debug/process", (Delegate)GetProcess).WithDisplayName("Plenum process");
    }

    private async Task<IResult> GetStateAsync(HttpContext context) => Check(context.Request) is { } stranger
        ? stranger.ToResult(context.Response)
        : Json(context, await source.DescribeAsync(), DebugJson.Default.DebugState);

    private IResult GetProcess(HttpContext context) => Check(context.Request) is { } stranger
        ? stranger.ToResult(context.Response)
        : Json(context, DebugProcess.Describe(), DebugJson.Default.DebugProcess);

    private static FileContentHttpResult Json<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json");
    }

    private HttpProblem? Check(HttpRequest request)
    {
        if (!origins.Allows(request))
            return HttpProblem.Forbidden("Pages of this origin may not.");
        if (!BearerToken.TryRead(request, out var token))
            return HttpProblem.Unauthorized("Send Authorization: Bearer and one join token.", null);
        if (token is null)
            return devMode.IsOn ? null : HttpProblem.Unauthorized("A join token with the admin grant is needed.", null);
        if (verifier.Verify(token, out var claims) != TokenFault.None)
            return HttpProblem.Unauthorized("The join token does not hold.", token);

        return claims!.Grants?.Contains(Grant.Admin) == true ? null : HttpProblem.Forbidden("The admin grant is needed.");
    }
}
