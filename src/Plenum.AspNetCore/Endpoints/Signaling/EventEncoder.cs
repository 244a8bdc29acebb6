using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Hosting;
using Plenum.Protocol;
using Plenum.Rooms;
using WireEvent = Plenum.Protocol.RoomEvent;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>A room's events as JSON of the wire.</summary>
internal sealed class EventEncoder(ResumeTickets tickets) : IEventEncoder
{
    public byte[] Encode(RoomName room, Rooms.RoomEvent content) =>
        WireWriter.Write(ToWire(room, content));

    private WireEvent ToWire(RoomName room, Rooms.RoomEvent content) => content switch
    {
        Rooms.RoomEvent.Admitted e => new WireEvent.Admitted { Snapshot = WireState.From(e.Snapshot) },
        Rooms.RoomEvent.SessionRenewed e => new WireEvent.SessionRenewed { ResumeToken = tickets.Seal(room, e.Session) },
        Rooms.RoomEvent.ParticipantJoined e => new WireEvent.ParticipantJoined { Participant = WireState.From(e.Participant) },
        Rooms.RoomEvent.ParticipantUpdated e => new WireEvent.ParticipantUpdated { Participant = WireState.From(e.Participant) },
        Rooms.RoomEvent.ParticipantLeft e => new WireEvent.ParticipantLeft
        {
            Participant = e.Participant.Value,
            Reason = WireEnums.ToWire(e.Reason),
        },
        Rooms.RoomEvent.Published e => new WireEvent.Published
        {
            Participant = e.Publication.Id.Publisher.Value,
            Publication = WireState.From(e.Publication),
        },
        Rooms.RoomEvent.PublicationUpdated e => new WireEvent.PublicationUpdated
        {
            Participant = e.Publication.Id.Publisher.Value,
            Publication = WireState.From(e.Publication),
            By = e.By?.Value,
        },
        Rooms.RoomEvent.Unpublished e => new WireEvent.Unpublished
        {
            Participant = e.Publication.Publisher.Value,
            Publication = e.Publication.ToString(),
        },
        Rooms.RoomEvent.PlanChanged e => new WireEvent.PlanChanged
        {
            Added = [.. e.Added.Select(WireState.From)],
            Removed = [.. e.Removed.Select(edge => edge.ToString())],
        },
        Rooms.RoomEvent.Signaled e => new WireEvent.Signaled { From = e.From.Value, Data = (SignalData)e.Payload.Content },
        Rooms.RoomEvent.ChatReceived e => new WireEvent.ChatReceived { Message = WireState.From(e.Entry) },
        Rooms.RoomEvent.Reacted e => new WireEvent.Reacted { Participant = e.Participant.Value, Emoji = e.Emoji },
        Rooms.RoomEvent.UnmuteRequested e => new WireEvent.UnmuteRequested
        {
            By = e.By.Value,
            Source = WireEnums.ToWire(e.Source),
        },
        Rooms.RoomEvent.RoomUpdated e => new WireEvent.RoomUpdated { Room = WireState.From(e.Room) },
        Rooms.RoomEvent.WaitingChanged e => new WireEvent.WaitingChanged { Waiting = [.. e.Waiting.Select(WireState.From)] },
        _ => throw new NotSupportedException($"{content.GetType().Name} has no wire form."),
    };
}
