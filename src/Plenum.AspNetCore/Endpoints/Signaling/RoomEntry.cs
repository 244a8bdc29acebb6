using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Telemetry;
using Plenum.Protocol;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>The way into a room: which room, and by which command.</summary>
internal sealed class RoomEntry(
    JoinAdmission admission,
    ResumeTickets tickets,
    RoomDirectory rooms,
    PlenumMetrics metrics)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private static readonly RequestError SessionGone =
        new(ErrorCode.SessionNotFound, "The session is over, or the token is not of this server. Join again.");

    /// <summary>A room and the command that enters it; or what is wrong.</summary>
    public readonly record struct Way(RoomHost? Room, RoomCommand? Command, RequestError? Error)
    {
        public static implicit operator Way(RequestError error) => new(null, null, error);
    }

    public async ValueTask<Way> ByJoinAsync(Request.Join join, ConnectionId connection, CancellationToken cancellationToken)
    {
        if (!RoomName.TryParse(join.Room, out var name))
            return new RequestError(ErrorCode.InvalidArgument, "room: use 1 to 64 of A-Z a-z 0-9 _ -.");
        if (TrackMapper.Map(join.Publications, out var tracks) is { } wrongTracks)
            return wrongTracks;
        if (admission.Decide(join.Room, join.Token, out var admitted) is { } refused)
            return refused;

        var participant = ParticipantIds.Next();
        var command = new RoomCommand.Join(participant, connection)
        {
            Identity = admitted.Identity ?? Identity.Of(participant),
            Name = admitted.Name ?? join.Name ?? "",
            NameFixed = admitted.Name is not null,
            Role = admitted.Role,
            Grants = admitted.Grants,
            Metadata = join.Metadata ?? "",
            Publications = tracks,
            Reach = join.Reach is { } reach ? WireEnums.ToRooms(reach) : Rooms.Reach.Any,
        };
        return await OpenAsync(name, command, cancellationToken);
    }

    public async ValueTask<Way> ByResumeAsync(
        Request.Resume resume, ConnectionId connection, CancellationToken cancellationToken)
    {
        if (TrackMapper.Map(resume.Publications, out var tracks) is { } wrongTracks)
            return wrongTracks;
        if (!tickets.TryOpen(resume.Token, out var ticket))
            return SessionGone;

        if (rooms.EndedSince(ticket.Room, ticket.Issued))
            return new RequestError(ErrorCode.RoomEnded, "The call was ended for everybody.");

        var participant = ticket.Claims.Participant;
        if (tickets.IsOfThisRun(ticket))
        {
            if (rooms.Find(ticket.Room) is not { } room)
                return SessionGone;

            metrics.Resumed("continued");
            return new Way(room, new RoomCommand.Resume(participant, connection, resume.LastSeq), null);
        }

        if (!tickets.Readmits(ticket))
            return SessionGone;

        metrics.Resumed("restored");
        var restore = new RoomCommand.Restore(ticket.Claims, connection) { Publications = tracks };
        return await OpenAsync(ticket.Room, restore, cancellationToken);
    }

    private async ValueTask<Way> OpenAsync(RoomName name, RoomCommand command, CancellationToken cancellationToken) =>
        await rooms.OpenAsync(name, cancellationToken) switch
        {
            RoomLookup.Found found => new Way(found.Host, command, null),
            RoomLookup.RuleFailed => new RequestError(
                ErrorCode.Unavailable, "The server could not find out about this room.", RetryAfter),
            RoomLookup.TooMany => new RequestError(ErrorCode.TooManyRooms, "The server carries no more rooms."),
            _ => new RequestError(ErrorCode.RoomNotFound, "There is no room of this name."),
        };
}
