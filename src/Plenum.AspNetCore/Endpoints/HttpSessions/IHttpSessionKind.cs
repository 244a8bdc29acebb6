using Microsoft.AspNetCore.Http;
using Plenum.AspNetCore.Access;
using Plenum.Rooms;
using Plenum.Rtc.Sdp;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>What WHIP and WHEP differ in.</summary>
internal interface IHttpSessionKind
{
    /// <summary>The first part of the path.</summary>
    string Path { get; }

    /// <summary>What a GET of the endpoint says it takes; null: nothing is said.</summary>
    string? ContentType { get; }

    /// <summary>Reads an offer as a way into the room.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="query">What the URL adds to it.</param>
    /// <param name="admission">Who it is, as far as anybody vouches for it.</param>
    /// <param name="connection">The client's connection.</param>
    /// <param name="entry">The way.</param>
    /// <returns>What is wrong; or null.</returns>
    HttpProblem? Read(
        SessionDescription offer,
        IQueryCollection query,
        JoinAdmission.Admission admission,
        ConnectionId connection,
        out HttpSessionEntry? entry);
}
