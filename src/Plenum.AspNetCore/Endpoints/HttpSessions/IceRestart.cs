using Microsoft.Net.Http.Headers;
using Plenum.Rtc.Sdp;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>What a restart of ICE brought.</summary>
/// <param name="Answer">Our side of it.</param>
/// <param name="Tag">The name of the new ICE session.</param>
internal sealed record IceRestart(IceFragment Answer, EntityTagHeaderValue Tag);
