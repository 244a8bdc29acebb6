using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Plenum.AspNetCore.Access;
using Plenum.Rooms;
using Plenum.Rtc.Sdp;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>
/// WHIP (RFC 9725) or WHEP (draft-ietf-wish-whep): an offer is posted and answered with a session, whose URL takes
/// ICE fragments and its end. It decides nothing: the room lets in, and the SFU answers.
/// </summary>
internal sealed class HttpSessionEndpoint(IHttpSessionKind kind, HttpSessionServices services)
{
    private const string Sdp = "application/sdp";

    private readonly HttpSessionStore _sessions = new(change => services.Metrics.HttpSessionsChanged(kind.Path, change));
    private readonly HttpSessionsOptions _options = services.Options.Value.HttpSessions;
    private readonly ConnectionLimiter _limiter = new(
        services.Options.Value.HttpSessions.MaxSessionsPerAddress, services.Options.Value.HttpSessions.MaxPendingSessions);

    public void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = $"/{kind.Path}/{{room}}";
        var session = $"{endpoint}/{{id}}";
        Map(routes, endpoint, HttpMethods.Options, DescribeAsync);
        Map(routes, endpoint, HttpMethods.Get, GetEndpointAsync);
        Map(routes, endpoint, HttpMethods.Head, GetEndpointAsync);
        Map(routes, endpoint, HttpMethods.Post, PostAsync);
        Map(routes, session, HttpMethods.Options, DescribeAsync);
        Map(routes, session, HttpMethods.Get, context => OfSessionAsync(context, GetSessionAsync));
        Map(routes, session, HttpMethods.Head, context => OfSessionAsync(context, GetSessionAsync));
        Map(routes, session, HttpMethods.Patch, context => OfSessionAsync(context, PatchAsync));
        Map(routes, session, HttpMethods.Delete, context => OfSessionAsync(context, DeleteAsync));
    }

    private void Map(IEndpointRouteBuilder routes, string path, string method, Func<HttpContext, Task<IResult>> handle) =>
        routes.MapMethods(path, [method], async (HttpContext context) =>
        {
            var result = services.CrossOrigin.Admit(context.Request, context.Response)
                ? await handle(context)
                : HttpProblem.Forbidden("Pages of this origin may not (Plenum:Access:AllowedOrigins).").ToResult(context.Response);
            await result.ExecuteAsync(context);
            services.Metrics.HttpSessionRequest(kind.Path, method, context.Response.StatusCode);
        }).WithDisplayName($"Plenum {kind.Path} {method}");

    /// <summary>
    /// What may be sent here, and to who may enter the ICE servers, for clients that need them before they offer
    /// (RFC 9725, section 4.6). A browser's preflight is not told: it asks for everybody.
    /// </summary>
    private Task<IResult> DescribeAsync(HttpContext context)
    {
        context.Response.Headers["Accept-Post"] = Sdp;
        context.Response.Headers["Accept-Patch"] = IceFragment.MediaType;
        if (!CrossOrigin.IsPreflight(context.Request)
            && RoomName.TryParse(RoomOf(context), out var room)
            && Admit(context.Request, room, out _, out _) is null)
        {
            IceServerLinks.Append(context.Response.Headers, services.Ice.For(kind.Path));
        }

        return Task.FromResult<IResult>(TypedResults.Ok());
    }

    /// <summary>There is nothing to see, and that is no error (RFC 9725, section 4.1); players ask what this is.</summary>
    private Task<IResult> GetEndpointAsync(HttpContext context)
    {
        if (!RoomName.TryParse(RoomOf(context), out _))
            return Task.FromResult(HttpProblem.NoRoom.ToResult(context.Response));
        if (kind.ContentType is not { } type)
            return Task.FromResult<IResult>(TypedResults.NoContent());

        context.Response.ContentType = type;
        context.Response.ContentLength = 0;
        return Task.FromResult<IResult>(TypedResults.Ok());
    }

    private async Task<IResult> PostAsync(HttpContext context)
    {
        var (session, problem) = await OpenAsync(context);
        if (session is null)
            return problem!.ToResult(context.Response);

        var headers = context.Response.Headers;
        headers.Location = $"{context.Request.PathBase}/{kind.Path}/{RoomOf(context)}/{session.Id}";
        headers.ETag = session.EntityTag.ToString();
        headers["Accept-Patch"] = IceFragment.MediaType;
        headers.CacheControl = "no-store";
        IceServerLinks.Append(headers, services.Ice.For(session.Participant.Value));
        return TypedResults.Text(session.Answer, Sdp, statusCode: StatusCodes.Status201Created);
    }

    private async Task<(HttpSession? Session, HttpProblem? Problem)> OpenAsync(HttpContext context)
    {
        var request = context.Request;
        if (!RoomName.TryParse(RoomOf(context), out var room))
            return (null, HttpProblem.NoRoom);
        if (Admit(request, room, out var admission, out var token) is { } stranger)
            return (null, stranger);

        var (text, unread) = await RequestBody.ReadAsync(request, Sdp, _options.MaxBodyBytes);
        if (unread is not null)
            return (null, unread);
        if (!SessionDescription.TryParse(text, out var offer, out var malformed))
            return (null, HttpProblem.Malformed($"The description is malformed: {malformed}."));

        var client = new HttpSessionClient(services.Connections.Next());
        if (kind.Read(offer, request.Query, admission, client.Connection, out var entry) is { } unfit)
            return (null, unfit);
        if (_limiter.TryTake(context.Connection.RemoteIpAddress, out var verdict) is not { } lease)
            return (null, HttpProblem.TooMany(verdict));

        return await EnterAsync(new HttpSession(client, lease, new SessionSecret(token), services.Clock), lease, room, entry!, offer, context);
    }

    private async Task<(HttpSession? Session, HttpProblem? Problem)> EnterAsync(
        HttpSession session, ConnectionLease lease, RoomName room, HttpSessionEntry entry, SessionDescription offer, HttpContext context)
    {
        var isIn = false;
        try
        {
            if (await session.EnterAsync(services.Rooms, room, entry, offer, context.RequestAborted) is { } refused)
                return (null, refused);

            isIn = true;
            _sessions.Add(room, session);
            return (session, null);
        }
        finally
        {
            // Also when the client hung up while the application's rule was being asked.
            if (!isIn)
                lease.Dispose();
        }
    }

    private Task<IResult> OfSessionAsync(HttpContext context, Func<HttpContext, HttpSession, Task<IResult>> handle)
    {
        var known = RoomName.TryParse(RoomOf(context), out var room)
            ? _sessions.Find(room, (string)context.Request.RouteValues["id"]!)
            : null;
        if (known is not { } session)
            return Task.FromResult(HttpProblem.NoSession.ToResult(context.Response));

        return BearerToken.TryRead(context.Request, out var token) && session.Secret.IsProvenBy(token)
            ? handle(context, session)
            : Task.FromResult(HttpProblem.Unauthorized("This session needs the token that it was made with.", token).ToResult(context.Response));
    }

    private static Task<IResult> GetSessionAsync(HttpContext context, HttpSession session) =>
        Task.FromResult<IResult>(TypedResults.NoContent());

    private async Task<IResult> PatchAsync(HttpContext context, HttpSession session)
    {
        if (session.Throttle() is { } slower)
            return slower.ToResult(context.Response);

        var (text, unread) = await RequestBody.ReadAsync(context.Request, IceFragment.MediaType, _options.MaxBodyBytes);
        if (unread is not null)
        {
            context.Response.Headers["Accept-Patch"] = IceFragment.MediaType;
            return unread.ToResult(context.Response);
        }

        if (!IceFragment.TryParse(text, out var fragment, out var malformed))
            return HttpProblem.Malformed($"The fragment is malformed: {malformed}.").ToResult(context.Response);

        var (restart, problem) = await session.ChangeAsync(fragment, tag => IfMatch.Problem(context.Request, tag));
        if (problem is not null)
            return problem.ToResult(context.Response);
        if (restart is null)
            return TypedResults.NoContent();

        context.Response.Headers.ETag = restart.Tag.ToString();
        return TypedResults.Text(restart.Answer.ToString(), IceFragment.MediaType);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, HttpSession session)
    {
        await session.LeaveAsync();
        // The room may have told of the end before: who deletes it again must not find it, whoever ends it first.
        await session.Forgotten;
        return TypedResults.Ok();
    }

    private static string RoomOf(HttpContext context) => (string)context.Request.RouteValues["room"]!;

    private HttpProblem? Admit(HttpRequest request, RoomName room, out JoinAdmission.Admission admission, out string? token)
    {
        admission = default;
        if (!BearerToken.TryRead(request, out token))
            return HttpProblem.Unauthorized("Send Authorization: Bearer and one join token.", null);

        return services.Admission.Decide(room.Value, token, out admission) is { } refused
            ? HttpProblem.Unauthorized(refused.Message, token)
            : null;
    }
}
