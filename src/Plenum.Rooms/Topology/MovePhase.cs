namespace Plenum.Rooms;

/// <summary>How far a pair's move to another way has come.</summary>
internal enum MovePhase
{
    /// <summary>Both edges are in the plan; the subscriber brings the new one up.</summary>
    Rising,

    /// <summary>The subscriber shows what comes over the new edge.</summary>
    Arrived,

    /// <summary>The subscriber could not bring it up.</summary>
    Failed,

    /// <summary>It did not work; it is tried again later.</summary>
    Resting,
}
