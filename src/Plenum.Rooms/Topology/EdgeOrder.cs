namespace Plenum.Rooms;

/// <summary>A total order of edges. Which one does not matter; that it is always the same does.</summary>
internal static class EdgeOrder
{
    public static int Compare(Edge left, Edge right)
    {
        var order = ComparePairs(left, right);
        return order == 0 ? (int)left.Via - (int)right.Via : order;
    }

    /// <summary>0 if both bring the same publication to the same subscriber, whichever way.</summary>
    public static int ComparePairs(Edge left, Edge right)
    {
        var order = string.CompareOrdinal(left.Publisher.Value, right.Publisher.Value);
        if (order == 0)
            order = string.CompareOrdinal(left.Publication.Cid.Value, right.Publication.Cid.Value);
        if (order == 0)
            order = string.CompareOrdinal(left.Subscriber.Value, right.Subscriber.Value);
        return order;
    }
}
