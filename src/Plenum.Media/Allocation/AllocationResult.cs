using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>Who gets what.</summary>
/// <param name="Layers">The layer of each demand, in the order of the demands; null for a pause.</param>
/// <param name="Used">What they take, audio included.</param>
/// <param name="Wanted">
/// What the budget would have to be for the next better choice; equals <paramref name="Used"/> if all is as good as it
/// can be. The rate to probe for.
/// </param>
public sealed record AllocationResult(IReadOnlyList<Layer?> Layers, Bitrate Used, Bitrate Wanted);
