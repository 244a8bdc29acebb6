namespace Plenum.Rooms;

/// <summary>Plans in which everything published reaches everybody else, by <c>way</c> wherever that can be.</summary>
internal static class FullPlan
{
    public static Plan Of(TopologyFacts facts, EdgeVia way)
    {
        var publishers = PublishersOf(facts);
        if (publishers.Length == 0)
            return Plan.Empty;
        var bySubscriber = Plan.NewBuilder();
        foreach (var subscriber in facts.Participants)
        {
            if (To(facts, publishers, subscriber, way) is { Length: > 0 } edges)
                bySubscriber.Add(subscriber.Id, edges);
        }

        return new(bySubscriber.ToImmutable());
    }

    /// <summary>What of that reaches one subscriber.</summary>
    public static Edge[] To(TopologyFacts facts, ParticipantState subscriber, EdgeVia way) =>
        To(facts, PublishersOf(facts), subscriber, way);

    /// <summary>Made in the order of <see cref="EdgeOrder"/>, for a plan of tens of thousands of edges is not sorted anew at each join.</summary>
    private static Publisher[] PublishersOf(TopologyFacts facts) =>
    [
        .. facts.Participants.Where(participant => participant.Publications.Count > 0)
            .OrderBy(participant => participant.Id.Value, StringComparer.Ordinal)
            .Select(participant => new Publisher(
                participant,
                [.. participant.Publications.Select(track => track.Id).OrderBy(id => id.Cid.Value, StringComparer.Ordinal)])),
    ];

    private static Edge[] To(TopologyFacts facts, Publisher[] publishers, ParticipantState subscriber, EdgeVia way)
    {
        if (!subscriber.Subscribes)
            return [];
        var edges = new List<Edge>(publishers.Length * 2);
        foreach (var (publisher, tracks) in publishers)
        {
            if (publisher == subscriber || !subscriber.Watches.Takes(publisher))
                continue;
            var via = Way(facts, publisher, subscriber, way);
            foreach (var track in tracks)
                edges.Add(new(track, subscriber.Id, via));
        }

        return [.. edges];
    }

    private static EdgeVia Way(TopologyFacts facts, ParticipantState publisher, ParticipantState subscriber, EdgeVia way)
    {
        if (!facts.CanForward)
            return EdgeVia.Direct;
        var mustForward = publisher.Reach == Reach.Forward || subscriber.Reach == Reach.Forward
            || (facts.Unlinkable.Count > 0 && facts.Unlinkable.Contains(new(publisher.Id, subscriber.Id)));
        return mustForward ? EdgeVia.Forward : way;
    }

    private readonly record struct Publisher(ParticipantState State, PublicationId[] Tracks);
}
