namespace Plenum.Rooms.Tests.Driver;

/// <summary>
/// The plan over time, so that it is known which of two edges came first, and what must hold of it at every moment: each
/// publication reaches everybody else on one edge, or on two while it moves, and nobody and nothing else.
/// </summary>
internal sealed class PlanLedger
{
    private readonly Dictionary<(PublicationId, ParticipantId), List<EdgeVia>> _pairs = [];
    private Plan _plan = Plan.Empty;

    public void Follow(Plan plan)
    {
        var diff = PlanDiff.Between(_plan, plan);
        _plan = plan;
        foreach (var edge in diff.Removed)
        {
            var ways = _pairs[(edge.Publication, edge.Subscriber)];
            ways.Remove(edge.Via);
            if (ways.Count == 0)
                _pairs.Remove((edge.Publication, edge.Subscriber));
        }

        foreach (var edge in diff.Added)
        {
            if (!_pairs.TryGetValue((edge.Publication, edge.Subscriber), out var ways))
                _pairs.Add((edge.Publication, edge.Subscriber), ways = []);
            ways.Add(edge.Via);
        }
    }

    /// <summary>Oldest first; one or two.</summary>
    public IReadOnlyList<EdgeVia> Ways(PublicationId publication, ParticipantId subscriber) =>
        _pairs[(publication, subscriber)];

    public bool TryWays(PublicationId publication, ParticipantId subscriber, out IReadOnlyList<EdgeVia> ways)
    {
        var found = _pairs.TryGetValue((publication, subscriber), out var known);
        ways = known ?? [];
        return found;
    }

    /// <summary>The edges that are to replace another.</summary>
    public IReadOnlyList<Edge> Rising =>
        [.. _pairs.Where(pair => pair.Value.Count == 2).Select(pair => new Edge(pair.Key.Item1, pair.Key.Item2, pair.Value[1]))];

    public void MustFit(Room room)
    {
        var pairs =
            from publisher in room.Participants
            from publication in publisher.Publications
            from subscriber in room.Participants
            where subscriber.Subscribes && subscriber.Watches.Takes(publisher) && subscriber.Id != publisher.Id
            select (publication.Id, subscriber.Id);
        Assert.True(_pairs.Keys.ToHashSet().SetEquals(pairs), "the plan reaches others than it should");
        Assert.All(_pairs.Values, ways => Assert.InRange(ways.Count, 1, 2));
        foreach (ref readonly var edge in room.Plan.Edges)
            Assert.True(room.Plan.Has(edge.Id));
    }
}
