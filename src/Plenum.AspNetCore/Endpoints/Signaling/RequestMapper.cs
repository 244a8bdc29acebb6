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
        if (command is not null)
            return null;

        return request switch
        {
            Request.Publish r => TrackMapper.Map(r.Publication, track => new RoomCommand.Publish(actor, track), out command),
            Request.UpdatePublication r => OfTrack(
                r.Cid, cid => new RoomCommand.UpdatePublication(actor, cid, r.Muted, r.Width, r.Height), out command),
            Request.Unpublish r => OfTrack(r.Cid, cid => new RoomCommand.Unpublish(actor, cid), out command),
            Request.MuteTrack r => OfPublication(r.Publication, id => new RoomCommand.MuteTrack(actor, id), out command),
            Request.Signal r => SignalMapper.Problem(r.Data) is { } problem
                ? problem
                : To(r.To, to => new RoomCommand.Signal(actor, to, new SignalPayload(r.Data, bytes)), out command),
            Request.AskToUnmute r => To(
                r.Participant, to => new RoomCommand.AskToUnmute(actor, to, WireEnums.ToRooms(r.Source)), out command),
            Request.LowerHand r => To(r.Participant, to => new RoomCommand.LowerHand(actor, to), out command),
            Request.Remove r => To(r.Participant, to => new RoomCommand.Remove(actor, to, r.Ban), out command),
            Request.SetRole r => To(
                r.Participant, to => new RoomCommand.SetRole(actor, to, WireEnums.ToRooms(r.Role)), out command),
            Request.HandOver r => To(r.Participant, to => new RoomCommand.HandOver(actor, to), out command),
            Request.Admit r => To(r.Participant, to => new RoomCommand.Admit(actor, to), out command),
            Request.Deny r => To(r.Participant, to => new RoomCommand.Deny(actor, to), out command),
            Request.EdgeState r => OfEdge(
                r.Edge, edge => new RoomCommand.ReportEdge(actor, edge, WireEnums.ToRooms(r.State)), out command),
            _ => throw new NotSupportedException($"{request.GetType().Name} is no command to a room."),
        };
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

    private static RequestError? To(string text, Func<ParticipantId, RoomCommand> make, out RoomCommand? command)
    {
        var valid = ParticipantId.TryParse(text, out var id);
        command = valid ? make(id) : null;
        return valid ? null : new RequestError(ErrorCode.ParticipantNotFound, "No participant can have this id.");
    }

    private static RequestError? OfPublication(string text, Func<PublicationId, RoomCommand> make, out RoomCommand? command)
    {
        var valid = PublicationId.TryParse(text, out var id);
        command = valid ? make(id) : null;
        return valid ? null : new RequestError(ErrorCode.PublicationNotFound, "No publication can have this id.");
    }

    private static RequestError? OfEdge(string text, Func<EdgeId, RoomCommand> make, out RoomCommand? command)
    {
        var valid = EdgeId.TryParse(text, out var id);
        command = valid ? make(id) : null;
        return valid ? null : new RequestError(ErrorCode.InvalidArgument, "edge: no edge can have this id.");
    }

    private static RequestError? OfTrack(string text, Func<Cid, RoomCommand> make, out RoomCommand? command)
    {
        var valid = Cid.TryParse(text, out var cid);
        command = valid ? make(cid) : null;
        return valid ? null : new RequestError(ErrorCode.PublicationNotFound, "No track can have this cid.");
    }
}
