using Plenum.AspNetCore.Access;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>Who comes by HTTP: a participant under a name that stays, through the server alone, and told of nothing.</summary>
internal static class HttpParticipant
{
    /// <param name="connection">The client's connection.</param>
    /// <param name="admission">Who it is, as far as anybody vouches for it.</param>
    /// <param name="named">Who it says to be; what a token says wins.</param>
    /// <param name="otherwise">Name and role of one of whom nothing is known.</param>
    public static RoomCommand.Join Join(
        ConnectionId connection, JoinAdmission.Admission admission, Identity? named, (string Name, Role Role) otherwise)
    {
        var participant = Signaling.ParticipantIds.Next();
        var identity = admission.Identity ?? named;
        return new RoomCommand.Join(participant, connection)
        {
            Identity = identity ?? Identity.Of(participant),
            Name = admission.Name ?? QueryIdentity.AsName(identity) ?? otherwise.Name,
            NameFixed = true,
            // A role that the room gave could be the host's, and there is nobody to do what hosts do.
            Role = admission.Role ?? otherwise.Role,
            Grants = admission.Grants,
            Reach = Reach.Forward,
            Listens = false,
        };
    }
}
