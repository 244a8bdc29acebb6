namespace Plenum.Rtc.Ice.Turn;

/// <summary>The life of an allocation.</summary>
public enum TurnAllocationState
{
    /// <summary>Asked for.</summary>
    Allocating,

    /// <summary>There.</summary>
    Allocated,

    /// <summary>Refused, unanswered, or lost.</summary>
    Failed,

    /// <summary>Given back.</summary>
    Closed,
}
