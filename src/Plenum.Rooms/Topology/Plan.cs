namespace Plenum.Rooms;

/// <summary>Which publication reaches whom on which way: a set of edges, kept in a fixed order so that two plans are compared in one pass.</summary>
public sealed class Plan
{
    /// <summary>Nothing flows.</summary>
    public static readonly Plan Empty = new([]);

    private static readonly Comparer<Edge> Order = Comparer<Edge>.Create(EdgeOrder.Compare);

    private readonly Edge[] _edges;

    /// <summary>Makes a plan of edges in any order; the array is the plan's from now on.</summary>
    /// <param name="edges">The edges, each once.</param>
    public Plan(Edge[] edges)
    {
        _edges = edges;
        if (!IsSorted(edges))
            Array.Sort(_edges, EdgeOrder.Compare);
    }

    /// <summary>All edges, in their fixed order.</summary>
    public ReadOnlySpan<Edge> Edges => _edges;

    /// <summary>The edges in which somebody publishes or subscribes.</summary>
    /// <param name="participant">Somebody.</param>
    /// <returns>The edges.</returns>
    public IReadOnlyList<Edge> Of(ParticipantId participant) => [.. _edges.Where(edge => edge.Concerns(participant))];

    /// <summary>Whether two participants are the ends of a direct edge, in either direction.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <returns>Whether they may negotiate with each other.</returns>
    public bool Connects(ParticipantId one, ParticipantId other)
    {
        foreach (ref readonly var edge in Edges)
        {
            if (edge.Via == EdgeVia.Direct && one != other && edge.Concerns(one) && edge.Concerns(other))
                return true;
        }

        return false;
    }

    /// <summary>Whether an edge is in the plan.</summary>
    /// <param name="edge">The edge.</param>
    /// <returns>Whether it is.</returns>
    public bool Has(EdgeId edge) =>
        Array.BinarySearch(_edges, new Edge(edge.Publication, edge.Subscriber, edge.Via), Order) >= 0;

    private static bool IsSorted(Edge[] edges)
    {
        for (var i = 1; i < edges.Length; i++)
        {
            if (EdgeOrder.Compare(edges[i - 1], edges[i]) > 0)
                return false;
        }

        return true;
    }
}
