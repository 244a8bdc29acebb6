using Microsoft.Extensions.Options;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Ice;
using Plenum.Protocol;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What a client is told to keep its session.</summary>
internal sealed class SessionInfoSource(ResumeTickets tickets, IceServerSource ice, IOptions<PlenumOptions> options)
{
    public SessionInfo For(RoomHost room, SessionClaims claims) => new()
    {
        ResumeToken = tickets.Seal(room.Name, claims),
        Epoch = room.Epoch,
        HeartbeatMs = (int)options.Value.Signaling.HeartbeatInterval.TotalMilliseconds,
        GraceMs = (int)room.Grace.TotalMilliseconds,
        IceServers = ice.For(claims.Participant.Value),
    };
}
