using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>Who publishes what at this moment, and in which order they matter to a viewer with few slots.</summary>
internal sealed class Stage
{
    private readonly Dictionary<PublicationId, Publication> _publications = [];
    private readonly Dictionary<ParticipantId, int> _rank = [];

    public Stage(IReadOnlyList<ParticipantState> participants, SpeakingOrder speakers)
    {
        // Of a thousand who watch, none is on the stage.
        var publishers = participants.Where(state => state.Publications.Count > 0).ToList();
        foreach (var publication in publishers.SelectMany(state => state.Publications))
            _publications.Add(publication.Id, publication);
        foreach (var id in publishers.Select(state => state.Id).OrderBy(speakers.PlaceOf))
            _rank.Add(id, _rank.Count);
    }

    /// <summary>Publications by their publishers: who spoke last first, then in the order of joining.</summary>
    public IReadOnlyList<WatchedPublisher> Order(IReadOnlyList<PublicationId> watched) =>
    [
        .. watched.Where(_publications.ContainsKey)
            .GroupBy(id => id.Publisher)
            .OrderBy(group => _rank[group.Key])
            .Select(group => new WatchedPublisher(group.Key, [.. group.Select(id => _publications[id])])),
    ];
}
