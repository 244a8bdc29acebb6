using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>What a plan sends through the SFU, by who receives it.</summary>
internal sealed class Watched
{
    private readonly Dictionary<ParticipantId, List<Publication>> _bySubscriber = [];
    private readonly Dictionary<ParticipantId, int> _rank;

    private Watched(IReadOnlyList<ParticipantState> participants, SpeakingOrder speakers) =>
        _rank = participants.Select(state => state.Id).OrderBy(speakers.PlaceOf).Select((id, rank) => (id, rank)).ToDictionary();

    public static Watched From(Plan plan, IReadOnlyList<ParticipantState> participants, SpeakingOrder speakers)
    {
        var watched = new Watched(participants, speakers);
        var publications = participants.SelectMany(state => state.Publications).ToDictionary(publication => publication.Id);
        foreach (ref readonly var edge in plan.Edges)
        {
            if (edge.Via == EdgeVia.Forward && publications.TryGetValue(edge.Publication, out var publication))
                watched.Add(edge.Subscriber, publication);
        }

        return watched;
    }

    /// <summary>Whose publications reach a participant: who spoke last first, then in the order of joining.</summary>
    public IReadOnlyList<WatchedPublisher> By(ParticipantId subscriber) =>
    [
        .. _bySubscriber.GetValueOrDefault(subscriber, [])
            .GroupBy(publication => publication.Id.Publisher)
            .OrderBy(group => _rank[group.Key])
            .Select(group => new WatchedPublisher(group.Key, [.. group])),
    ];

    private void Add(ParticipantId subscriber, Publication publication)
    {
        if (!_bySubscriber.TryGetValue(subscriber, out var list))
            _bySubscriber.Add(subscriber, list = []);
        list.Add(publication);
    }
}
