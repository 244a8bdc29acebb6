using Plenum.Protocol;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>
/// Requests of somebody in a room as commands to the room. Only ids are checked here, for they become types; what a
/// command may say, the room decides.
/// </summary>
internal static class RequestMapper
{
    /// <returns>What is wrong; or null, and the command is there.</returns>
    public static RequestError? Map(Request request, ParticipantId actor, int bytes, out RoomCommand? command)
    {
        command = Simple(request, actor);
        return command is null ? Aimed(request, actor, bytes, out command) : null;
    }

    private static RoomCommand? Simple(Request request, ParticipantId actor) => request switch
    {
        Request.Leave => new RoomCommand.Leave(actor),
        Request.Chat r => new RoomCommand.Chat(actor, r.Text),
        Request.RaiseHand r => new RoomCommand.RaiseHand(actor, r.Raised),
        Request.React r => new RoomCommand.React(actor, r.Emoji),
        Request.Rename r => new RoomCommand.Rename(actor, r.Name),
        Request.SetMetadata r => new RoomCommand.SetMetadata(actor, r.Metadata),
        Request.Strain r => new RoomCommand.ReportStrain(actor, r.Uplink || r.Cpu),
        Request.SetTopology r => new RoomCommand.SetTopology(actor, WireEnums.ToRooms(r.Topology)),
        Request.Lock r => new RoomCommand.Lock(actor, r.Locked),
        Request.SetWaitingRoom r => new RoomCommand.SetWaitingRoom(actor, r.Enabled),
        Request.SetRoomMetadata r => new RoomCommand.SetRoomMetadata(actor, r.Metadata),
        Request.EndRoom => new RoomCommand.EndRoom(actor),
        _ => null,
    };

    /// <summary>What names somebody or something else.</summary>
    private static RequestError? Aimed(Request request, ParticipantId actor, int bytes, out RoomCommand? command)
    {
        command = null;
        return request switch
        {
            Request.Publish r => TrackMapper.Map(r.Publication, out var track)
                ?? Is(new RoomCommand.Publish(actor, track!), out command),
            Request.UpdatePublication r => Problem(r.Cid, out Cid cid)
                ?? Is(new RoomCommand.UpdatePublication(actor, cid, r.Muted, r.Width, r.Height), out command),
            Request.Unpublish r => Problem(r.Cid, out Cid cid) ?? Is(new RoomCommand.Unpublish(actor, cid), out command),
            Request.MuteTrack r => Problem(r.Publication, out PublicationId id)
                ?? Is(new RoomCommand.MuteTrack(actor, id), out command),
            Request.Signal r => SignalMapper.Problem(r.Data) ?? Problem(r.To, out ParticipantId to)
                ?? Is(new RoomCommand.Signal(actor, to, new SignalPayload(r.Data, bytes)), out command),
            Request.AskToUnmute r => Problem(r.Participant, out ParticipantId to)
                ?? Is(new RoomCommand.AskToUnmute(actor, to, WireEnums.ToRooms(r.Source)), out command),
            Request.LowerHand r => Problem(r.Participant, out ParticipantId to)
                ?? Is(new RoomCommand.LowerHand(actor, to), out command),
            Request.Remove r => Problem(r.Participant, out ParticipantId to)
                ?? Is(new RoomCommand.Remove(actor, to, r.Ban), out command),
            Request.SetRole r => Problem(r.Participant, out ParticipantId to)
                ?? Is(new RoomCommand.SetRole(actor, to, WireEnums.ToRooms(r.Role)), out command),
            Request.HandOver r => Problem(r.Participant, out ParticipantId to)
                ?? Is(new RoomCommand.HandOver(actor, to), out command),
            Request.Admit r => Problem(r.Participant, out ParticipantId to)
                ?? Is(new RoomCommand.Admit(actor, to), out command),
            Request.Deny r => Problem(r.Participant, out ParticipantId to)
                ?? Is(new RoomCommand.Deny(actor, to), out command),
            Request.EdgeState r => Problem(r.Edge, out EdgeId edge)
                ?? Is(new RoomCommand.ReportEdge(actor, edge, WireEnums.ToRooms(r.State)), out command),
            _ => throw new NotSupportedException($"{request.GetType().Name} is no command to a room."),
        };
    }

    /// <summary>Nothing is wrong with it.</summary>
    private static RequestError? Is(RoomCommand mapped, out RoomCommand? command)
    {
        command = mapped;
        return null;
    }

    private static RequestError? Problem(string text, out ParticipantId id) => ParticipantId.TryParse(text, out id)
        ? null
        : new RequestError(ErrorCode.ParticipantNotFound, "No participant can have this id.");

    private static RequestError? Problem(string text, out PublicationId id) => PublicationId.TryParse(text, out id)
        ? null
        : new RequestError(ErrorCode.PublicationNotFound, "No publication can have this id.");

    private static RequestError? Problem(string text, out EdgeId id) => EdgeId.TryParse(text, out id)
        ? null
        : new RequestError(ErrorCode.InvalidArgument, "edge: no edge can have this id.");

    private static RequestError? Problem(string text, out Cid cid) => Cid.TryParse(text, out cid)
        ? null
        : new RequestError(ErrorCode.PublicationNotFound, "No track can have this cid.");
}
