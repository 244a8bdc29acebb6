namespace Plenum.Rooms;

/// <summary>Plans in which everything published reaches everybody else.</summary>
internal static class FullPlan
{
    /// <summary>
    /// The plan that takes <paramref name="way"/> wherever it can. Made in the order of <see cref="EdgeOrder"/>, for a
    /// plan of tens of thousands of edges is not sorted anew at each join.
    /// </summary>
    public static Plan Of(TopologyFacts facts, EdgeVia way)
    {
        ParticipantState[] publishers =
            [.. facts.Participants.OrderBy(participant => participant.Id.Value, StringComparer.Ordinal)];
        ParticipantState[] subscribers = [.. publishers.Where(participant => participant.Subscribes)];
        var edges = new List<Edge>(publishers.Sum(publisher => publisher.Publications.Count) * subscribers.Length);
        foreach (var publisher in publishers)
        {
            foreach (var publication in publisher.Publications.OrderBy(track => track.Id.Cid.Value, StringComparer.Ordinal))
            {
                foreach (var subscriber in subscribers)
                {
                    if (subscriber != publisher && subscriber.Watches.Takes(publisher))
                        edges.Add(new(publication.Id, subscriber.Id, Way(facts, publisher, subscriber, way)));
                }
            }
        }

        return edges.Count == 0 ? Plan.Empty : new([.. edges]);
    }

    private static EdgeVia Way(TopologyFacts facts, ParticipantState publisher, ParticipantState subscriber, EdgeVia way)
    {
        if (!facts.CanForward)
            return EdgeVia.Direct;
        var mustForward = publisher.Reach == Reach.Forward || subscriber.Reach == Reach.Forward
            || (facts.Unlinkable.Count > 0 && facts.Unlinkable.Contains(new(publisher.Id, subscriber.Id)));
        return mustForward ? EdgeVia.Forward : way;
    }
}
