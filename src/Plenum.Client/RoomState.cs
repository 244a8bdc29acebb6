using System.Collections.Immutable;
using Plenum.Protocol;

namespace Plenum.Client;

/// <summary>What a client knows of its room at one moment. Immutable.</summary>
public sealed record RoomState
{
    /// <summary>Settings.</summary>
    public required RoomInfo Info { get; init; }

    /// <summary>Everybody in the room, this client included, by participant id.</summary>
    public required ImmutableDictionary<string, ParticipantInfo> Participants { get; init; }

    /// <summary>The edges of the plan that concern this client, by id.</summary>
    internal ImmutableDictionary<string, EdgeInfo> Edges { get; init; } = ImmutableDictionary<string, EdgeInfo>.Empty;

    internal static RoomState From(RoomSnapshot snapshot) => new()
    {
        Info = snapshot.Room,
        Participants = snapshot.Participants.ToImmutableDictionary(participant => participant.Id),
        Edges = snapshot.Edges.ToImmutableDictionary(edge => edge.Id),
    };

    /// <summary>The room after an event. What names somebody unknown changes nothing.</summary>
    internal RoomState After(RoomEvent happened) => happened switch
    {
        RoomEvent.Admitted admitted => From(admitted.Snapshot),
        RoomEvent.ParticipantJoined joined => With(joined.Participant),
        RoomEvent.ParticipantUpdated updated => With(updated.Participant),
        RoomEvent.ParticipantLeft left => this with { Participants = Participants.Remove(left.Participant) },
        RoomEvent.Published published => Change(published.Participant, published.Publication.Id, published.Publication),
        RoomEvent.PublicationUpdated updated => Change(updated.Participant, updated.Publication.Id, updated.Publication),
        RoomEvent.Unpublished unpublished => Change(unpublished.Participant, unpublished.Publication, null),
        RoomEvent.RoomUpdated updated => this with { Info = updated.Room },
        RoomEvent.PlanChanged plan => this with
        {
            Edges = Edges.RemoveRange(plan.Removed).SetItems(plan.Added.Select(edge => KeyValuePair.Create(edge.Id, edge))),
        },
        _ => this,
    };

    /// <summary>The publication of this id, if it is there.</summary>
    internal PublicationInfo? FindPublication(string id) =>
        Participants.Values.SelectMany(participant => participant.Publications).FirstOrDefault(found => found.Id == id);

    private RoomState With(ParticipantInfo participant) =>
        this with { Participants = Participants.SetItem(participant.Id, participant) };

    private RoomState Change(string participant, string publication, PublicationInfo? now)
    {
        if (!Participants.TryGetValue(participant, out var publisher))
            return this;
        var others = publisher.Publications.Where(known => known.Id != publication);
        return With(publisher with { Publications = [.. now is null ? others : others.Append(now)] });
    }
}
