using Plenum.Protocol;
using Plenum.Rooms;
using RoomSnapshot = Plenum.Rooms.RoomSnapshot;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What rooms know, as the wire says it.</summary>
internal static class WireState
{
    public static Protocol.RoomSnapshot From(RoomSnapshot snapshot) => new()
    {
        Room = From(snapshot.Room),
        Participants = Each(snapshot.Participants, From),
        Edges = Each(snapshot.Edges, From),
        Chat = Each(snapshot.Chat, From),
        Waiting = Each(snapshot.Waiting, From),
    };

    public static RoomInfo From(RoomState room) => new()
    {
        Name = room.Name.Value,
        Capacity = room.Capacity,
        Locked = room.Locked,
        WaitingRoom = room.WaitingRoom,
        Topology = WireEnums.ToWire(room.Topology),
        MeshUpTo = room.MeshUpTo,
        Metadata = room.Metadata,
        CreatedAt = room.CreatedAt,
    };

    public static ParticipantInfo From(ParticipantState participant) => new()
    {
        Id = participant.Id.Value,
        Identity = participant.Identity.Value,
        Name = participant.Name,
        Role = WireEnums.ToWire(participant.Role),
        Grants = WireEnums.ToWire(participant.Grants),
        Metadata = participant.Metadata,
        JoinedAt = participant.JoinedAt,
        Connected = participant.Connected,
        HandRaisedAt = participant.HandRaisedAt,
        Audience = participant.Audience ? true : null,
        Publications = Each(participant.Publications, From),
    };

    public static PublicationInfo From(Publication publication) => new()
    {
        Id = publication.Id.ToString(),
        Kind = WireEnums.ToWire(publication.Kind),
        Source = WireEnums.ToWire(publication.Source),
        Muted = publication.Muted,
        Width = publication.Width,
        Height = publication.Height,
    };

    public static EdgeInfo From(Edge edge) => new()
    {
        Id = edge.Id.ToString(),
        Publication = edge.Publication.ToString(),
        Publisher = edge.Publisher.Value,
        Subscriber = edge.Subscriber.Value,
        Via = WireEnums.ToWire(edge.Via),
    };

    public static ChatMessage From(ChatEntry entry) => new()
    {
        Id = entry.Id,
        Participant = entry.Participant.Value,
        Name = entry.Name,
        Text = entry.Text,
        At = entry.At,
    };

    public static WaitingInfo From(WaitingState waiting) => new()
    {
        Id = waiting.Id.Value,
        Identity = waiting.Identity.Value,
        Name = waiting.Name,
        Since = waiting.Since,
    };

    /// <summary>Without an iterator: each change of a state is told to all.</summary>
    private static TWire[] Each<TRoom, TWire>(IReadOnlyList<TRoom> states, Func<TRoom, TWire> wire)
    {
        var written = states.Count == 0 ? [] : new TWire[states.Count];
        for (var index = 0; index < written.Length; index++)
            written[index] = wire(states[index]);
        return written;
    }
}
