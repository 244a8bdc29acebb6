using Microsoft.AspNetCore.Http;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu;
using Plenum.Media.Shedding;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>What rooms and the SFU refuse, as HTTP says it.</summary>
internal static class RoomProblems
{
    /// <summary>The room ended under the session.</summary>
    public static readonly HttpProblem Over = HttpProblem.NotFound("The session is over.");

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(10);

    public static HttpProblem Of(RoomLookup lookup) => lookup switch
    {
        RoomLookup.RuleFailed => HttpProblem.Busy("The server could not find out about this room.", Soon),
        RoomLookup.TooMany => HttpProblem.Busy("The server carries no more rooms.", Later),
        _ => HttpProblem.NotFound("There is no room of this name."),
    };

    public static HttpProblem Of(RoomError error) => error.Code switch
    {
        RoomErrorCode.RoomFull => HttpProblem.Busy(error.Message, Later),
        RoomErrorCode.Overloaded => HttpProblem.Busy(error.Message, Overload.RetryAfter),
        RoomErrorCode.RoomEnded => HttpProblem.Busy(error.Message, Soon),
        RoomErrorCode.InvalidArgument or RoomErrorCode.NameTooLong or RoomErrorCode.TooManyPublications =>
            HttpProblem.Unprocessable(error.Message),
        _ => HttpProblem.Forbidden(error.Message),
    };

    public static HttpProblem Of(OfferResult.Refused refused) => refused.Reason switch
    {
        SfuRefusal.BadDescription => HttpProblem.Unprocessable(refused.Message),
        SfuRefusal.ConnectionNotFound => new HttpProblem(StatusCodes.Status404NotFound, refused.Message),
        _ => HttpProblem.Busy(refused.Message, Soon),
    };
}
