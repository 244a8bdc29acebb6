using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>Which demand is served before which.</summary>
/// <param name="Priority">Higher ones first.</param>
/// <param name="YieldedAt">Of equals: who gave way longest ago.</param>
/// <param name="Area">Of equals: the larger.</param>
/// <param name="Index">Its place among the demands; of equals the first.</param>
internal readonly record struct DemandKey(DemandPriority Priority, Timestamp YieldedAt, long Area, int Index)
    : IComparable<DemandKey>
{
    public int CompareTo(DemandKey other)
    {
        var byPriority = ((int)other.Priority).CompareTo((int)Priority);
        var byTurn = YieldedAt.CompareTo(other.YieldedAt);
        var byArea = other.Area.CompareTo(Area);
        return byPriority != 0 ? byPriority : byTurn != 0 ? byTurn : byArea != 0 ? byArea : Index.CompareTo(other.Index);
    }
}
