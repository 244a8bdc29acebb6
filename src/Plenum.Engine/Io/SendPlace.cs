namespace Plenum.Engine.Io;

/// <summary>
/// Where a destination's last message stands in a <see cref="SendBatch"/>: each destination keeps its own, so that what goes
/// to it is found without a search.
/// </summary>
public struct SendPlace
{
    internal long Batch { get; set; }

    internal int Message { get; set; }
}
