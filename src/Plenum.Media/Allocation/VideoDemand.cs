using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>What one slot would like.</summary>
public readonly record struct VideoDemand
{
    /// <summary>The layers that can be had, in rising order of layer and bitrate.</summary>
    public required IReadOnlyList<LayerOption> Options { get; init; }

    /// <summary>How it is shown.</summary>
    public required Viewport Viewport { get; init; }

    /// <summary>How much it matters.</summary>
    public DemandPriority Priority { get; init; }

    /// <summary>What it has; null for nothing.</summary>
    public Layer? Current { get; init; }

    /// <summary>Whether it has nothing because there was no room for it.</summary>
    public bool WasStarved { get; init; }

    /// <summary>Whether it is not to get larger yet: it had to get smaller a moment ago.</summary>
    public bool HoldsSize { get; init; }

    /// <summary>When it gave way to others last (<see cref="PictureTurns"/>); zero if it never did.</summary>
    public Timestamp YieldedAt { get; init; }

    /// <summary>Whether it gives way now: it is kept only if there is room for it beside the others.</summary>
    public bool Yields { get; init; }
}
