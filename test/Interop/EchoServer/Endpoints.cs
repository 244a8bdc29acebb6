using System.Globalization;
using Plenum.Rtc.Sdp;
using Plenum.Rtc.Srtp;

namespace Plenum.Interop.EchoServer;

/// <summary>
/// The HTTP contract of the interop tests. A session is offered to us and echoes; a call is offered by us and plays.
/// </summary>
internal static class Endpoints
{
    private const string SdpType = "application/sdp";

    public static void Map(WebApplication app, MediaLoop loop)
    {
        app.MapGet("/", () => Results.Content("<!doctype html><title>echo</title>", "text/html"));
        app.MapPost("/sessions", async (HttpRequest request, string? profile, double? loss) =>
        {
            var offer = await ReadAsync(request);
            return await loop.RunAsync(() => Created(request, loop.Answer(offer, Profiles(profile), loss ?? 0)));
        });
        app.MapPost("/sessions/{id:int}", async (HttpRequest request, int id) =>
        {
            var offer = await ReadAsync(request);
            return await loop.RunAsync(() => Described(loop.Find(id)?.AnswerAgain(offer)));
        });
        app.MapPost("/calls", (HttpRequest request, string? profile, string? folder) =>
            loop.RunAsync(() => Created(request, loop.Call(Profiles(profile), folder))));
        app.MapPost("/calls/{id:int}", async (HttpRequest request, int id) =>
        {
            var answer = await ReadAsync(request);
            return await loop.RunAsync(() => Described(loop.Find(id)?.Complete(answer)));
        });
        app.MapGet("/{kind}/{id:int}", (string kind, int id) =>
            loop.RunAsync(() => loop.Find(id) is { } session ? Results.Json(session.Report()) : Results.NotFound()));
        app.MapDelete("/{kind}/{id:int}", (string kind, int id) => loop.RunAsync(() =>
        {
            loop.Remove(id);
            return Results.NoContent();
        }));
    }

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync();
    }

    private static IResult Created(HttpRequest request, (int Id, string Sdp, SdpProblem Problem) made)
    {
        if (made.Problem.Error != SdpError.None)
            return Results.BadRequest(made.Problem.ToString());
        var location = string.Create(CultureInfo.InvariantCulture, $"{request.Path}/{made.Id}");
        request.HttpContext.Response.Headers.Location = location;
        return Results.Text(made.Sdp, SdpType, statusCode: StatusCodes.Status201Created);
    }

    private static IResult Described((string Sdp, SdpProblem Problem)? result) => result switch
    {
        null => Results.NotFound(),
        { Problem.Error: not SdpError.None } refused => Results.BadRequest(refused.Problem.ToString()),
        { } described => Results.Text(described.Sdp, SdpType),
    };

    private static SrtpProfile[] Profiles(string? name) => name switch
    {
        "gcm128" => [SrtpProfile.AeadAes128Gcm],
        "gcm256" => [SrtpProfile.AeadAes256Gcm],
        "cm80" => [SrtpProfile.AesCm128HmacSha1Tag80],
        "cm32" => [SrtpProfile.AesCm128HmacSha1Tag32],
        _ => [SrtpProfile.AeadAes128Gcm, SrtpProfile.AeadAes256Gcm, SrtpProfile.AesCm128HmacSha1Tag80],
    };
}
