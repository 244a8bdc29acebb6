using System.Collections.Immutable;

namespace Plenum.Rooms;

/// <summary>
/// Which publication reaches whom on which way: a set of edges, kept by subscriber and in a fixed order. Plans that follow
/// one another share what is the same in both, so one more viewer among a thousand costs what its own edges cost.
/// </summary>
public sealed class Plan
{
    // Before all plans, which are ordered by it.
    private static readonly Comparer<ParticipantId> Order = Comparer<ParticipantId>.Create(
        static (left, right) => string.CompareOrdinal(left.Value, right.Value));

    /// <summary>Nothing flows.</summary>
    public static readonly Plan Empty = new([]);

    private readonly int[] _counts;

    /// <summary>Names this plan for the one that was made of it, without keeping it alive.</summary>
    private readonly object _identity = new();

    private readonly (object Plan, ParticipantId Subscriber)? _origin;
    private Edge[]? _edges;

    /// <summary>Makes a plan of edges in any order.</summary>
    /// <param name="edges">The edges, each once.</param>
    public Plan(IReadOnlyList<Edge> edges)
        : this(BySubscriberOf(edges))
    {
    }

    internal Plan(ImmutableSortedDictionary<ParticipantId, Edge[]> bySubscriber)
    {
        BySubscriber = bySubscriber;
        _counts = new int[Enum.GetValues<EdgeVia>().Length];
        foreach (var (_, edges) in bySubscriber)
            Count(edges, 1);
    }

    private Plan(Plan origin, ParticipantId subscriber, Edge[] edges)
    {
        BySubscriber = edges.Length == 0
            ? origin.BySubscriber.Remove(subscriber)
            : origin.BySubscriber.SetItem(subscriber, edges);
        _origin = (origin._identity, subscriber);
        _counts = [.. origin._counts];
        Count(origin.ArrayTo(subscriber), -1);
        Count(edges, 1);
    }

    /// <summary>All edges, in the order of <see cref="EdgeOrder"/>. Gathered when it is asked for.</summary>
    public ReadOnlySpan<Edge> Edges => _edges ??= Gather();

    /// <summary>Each subscriber's edges in the order of <see cref="EdgeOrder"/>; none for who has none.</summary>
    internal ImmutableSortedDictionary<ParticipantId, Edge[]> BySubscriber { get; }

    /// <summary>What reaches somebody. The same object for as long as nothing of it changes.</summary>
    /// <param name="subscriber">Somebody.</param>
    /// <returns>The edges in which they subscribe.</returns>
    public IReadOnlyList<Edge> To(ParticipantId subscriber) => ArrayTo(subscriber);

    /// <summary>The edges in which somebody publishes or subscribes.</summary>
    /// <param name="participant">Somebody.</param>
    /// <returns>The edges.</returns>
    public IReadOnlyList<Edge> Of(ParticipantId participant)
    {
        var edges = new List<Edge>();
        foreach (var (_, all) in BySubscriber)
            edges.AddRange(all.Where(edge => edge.Concerns(participant)));
        return edges;
    }

    /// <summary>How many edges take a way.</summary>
    /// <param name="via">The way.</param>
    /// <returns>Their number.</returns>
    public int Count(EdgeVia via) => _counts[(int)via];

    /// <summary>Whether two participants are the ends of a direct edge, in either direction.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <returns>Whether they may negotiate with each other.</returns>
    public bool Connects(ParticipantId one, ParticipantId other) =>
        one != other && (HasDirect(from: one, to: other) || HasDirect(from: other, to: one));

    /// <summary>Whether an edge is in the plan.</summary>
    /// <param name="edge">The edge.</param>
    /// <returns>Whether it is.</returns>
    public bool Has(EdgeId edge) =>
        ArrayTo(edge.Subscriber).Contains(new Edge(edge.Publication, edge.Subscriber, edge.Via));

    /// <summary>Whether this plan was made of another one by changing what reaches one subscriber.</summary>
    /// <param name="before">The other plan.</param>
    /// <param name="subscriber">Who that is.</param>
    /// <returns>Whether it was; if not, they may differ in anything.</returns>
    public bool DiffersOnlyFor(Plan before, out ParticipantId subscriber)
    {
        subscriber = _origin?.Subscriber ?? default;
        return _origin?.Plan == before._identity;
    }

    internal Edge[] ArrayTo(ParticipantId subscriber) => BySubscriber.GetValueOrDefault(subscriber, []);

    /// <summary>The same plan but for what reaches one subscriber.</summary>
    internal Plan With(ParticipantId subscriber, Edge[] edges) => new(this, subscriber, edges);

    internal static ImmutableSortedDictionary<ParticipantId, Edge[]>.Builder NewBuilder() =>
        ImmutableSortedDictionary.CreateBuilder<ParticipantId, Edge[]>(Order);

    private static ImmutableSortedDictionary<ParticipantId, Edge[]> BySubscriberOf(IReadOnlyList<Edge> edges)
    {
        var bySubscriber = NewBuilder();
        foreach (var group in edges.GroupBy(edge => edge.Subscriber))
        {
            Edge[] ordered = [.. group];
            Array.Sort(ordered, EdgeOrder.Compare);
            bySubscriber.Add(group.Key, ordered);
        }

        return bySubscriber.ToImmutable();
    }

    private bool HasDirect(ParticipantId from, ParticipantId to) =>
        ArrayTo(to).Any(edge => edge.Via == EdgeVia.Direct && edge.Publisher == from);

    private void Count(Edge[] edges, int step)
    {
        foreach (ref readonly var edge in edges.AsSpan())
            _counts[(int)edge.Via] += step;
    }

    private Edge[] Gather()
    {
        Edge[] edges = [.. BySubscriber.Values.SelectMany(all => all)];
        Array.Sort(edges, EdgeOrder.Compare);
        return edges;
    }
}
