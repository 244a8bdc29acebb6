namespace Plenum.Rooms;

/// <summary>What has become of an edge, as its subscriber tells.</summary>
public enum EdgeCondition
{
    /// <summary>It carries.</summary>
    Up,

    /// <summary>It cannot be brought up, or broke down for good.</summary>
    Failed,
}
