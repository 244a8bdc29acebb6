namespace Plenum.Rooms;

/// <summary>What to do to get from one plan to another.</summary>
public sealed class PlanDiff
{
    /// <summary>Nothing to do.</summary>
    public static readonly PlanDiff None = new([], []);

    private PlanDiff(IReadOnlyList<Edge> added, IReadOnlyList<Edge> removed) => (Added, Removed) = (added, removed);

    /// <summary>Edges of the new plan that the old one has not.</summary>
    public IReadOnlyList<Edge> Added { get; }

    /// <summary>Edges of the old plan that the new one has not.</summary>
    public IReadOnlyList<Edge> Removed { get; }

    /// <summary>Whether the plans are the same.</summary>
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0;

    /// <summary>Compares two plans subscriber by subscriber; allocates only for what differs.</summary>
    /// <param name="from">The old plan.</param>
    /// <param name="to">The new plan.</param>
    /// <returns>The difference.</returns>
    public static PlanDiff Between(Plan from, Plan to)
    {
        var changes = new Changes();
        foreach (var (subscriber, next) in to.BySubscriber)
            changes.Note(from.ArrayTo(subscriber), next);
        foreach (var (subscriber, old) in from.BySubscriber)
        {
            if (!to.BySubscriber.ContainsKey(subscriber))
                changes.Note(old, []);
        }

        return changes.ToDiff();
    }

    /// <summary>The difference when this is all that changes.</summary>
    internal static PlanDiff Between(Edge[] from, Edge[] to)
    {
        var changes = new Changes();
        changes.Note(from, to);
        return changes.ToDiff();
    }

    /// <summary>What each participant has to be told: the edges at whose ends it is.</summary>
    /// <returns>One event for each who is concerned.</returns>
    public IReadOnlyDictionary<ParticipantId, RoomEvent.PlanChanged> Parts()
    {
        var parts = new Dictionary<ParticipantId, (List<Edge> Added, List<EdgeId> Removed)>();
        foreach (var edge in Added)
        {
            PartOf(edge.Publisher).Added.Add(edge);
            PartOf(edge.Subscriber).Added.Add(edge);
        }

        foreach (var edge in Removed)
        {
            PartOf(edge.Publisher).Removed.Add(edge.Id);
            PartOf(edge.Subscriber).Removed.Add(edge.Id);
        }

        return parts.ToDictionary(part => part.Key, part => new RoomEvent.PlanChanged(part.Value.Added, part.Value.Removed));

        (List<Edge> Added, List<EdgeId> Removed) PartOf(ParticipantId participant)
        {
            if (!parts.TryGetValue(participant, out var part))
                parts.Add(participant, part = ([], []));
            return part;
        }
    }

    /// <summary>What has been found to differ so far.</summary>
    internal struct Changes
    {
        private List<Edge>? _added;
        private List<Edge>? _removed;

        /// <summary>One subscriber's edges before and after, both in order: one pass finds what differs.</summary>
        public void Note(Edge[] old, Edge[] next)
        {
            if (ReferenceEquals(old, next))
                return;
            int i = 0, j = 0;
            while (i < old.Length || j < next.Length)
            {
                var order = i == old.Length ? 1 : j == next.Length ? -1 : EdgeOrder.Compare(old[i], next[j]);
                if (order < 0)
                    (_removed ??= []).Add(old[i]);
                else if (order > 0)
                    (_added ??= []).Add(next[j]);
                i += order <= 0 ? 1 : 0;
                j += order >= 0 ? 1 : 0;
            }
        }

        public readonly PlanDiff ToDiff() => _added is null && _removed is null ? None : new(_added ?? [], _removed ?? []);
    }
}
