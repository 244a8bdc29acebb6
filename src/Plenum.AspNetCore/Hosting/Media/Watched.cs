using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>What a plan sends through the SFU, by who receives it.</summary>
internal sealed class Watched
{
    private readonly Dictionary<ParticipantId, List<PublicationId>> _bySubscriber = [];

    public static Watched From(Plan plan)
    {
        var watched = new Watched();
        foreach (ref readonly var edge in plan.Edges)
        {
            if (edge.Via == EdgeVia.Forward)
                watched.Add(edge.Subscriber, edge.Publication);
        }

        return watched;
    }

    /// <summary>What reaches a participant.</summary>
    public IReadOnlyList<PublicationId> By(ParticipantId subscriber) => _bySubscriber.GetValueOrDefault(subscriber, []);

    private void Add(ParticipantId subscriber, PublicationId publication)
    {
        if (!_bySubscriber.TryGetValue(subscriber, out var list))
            _bySubscriber.Add(subscriber, list = []);
        list.Add(publication);
    }
}
