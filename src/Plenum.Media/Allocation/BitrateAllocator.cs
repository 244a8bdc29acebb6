using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>
/// Divides what a receiver's path carries: audio first, then a picture for everybody, the important ones first, then better
/// pictures for the important ones, then for the others. A pure function; what is asked twice is answered alike.
/// </summary>
/// <remarks>
/// Nobody is left dark because of a guess: until the path has shown a limit, everybody gets the lowest layer whatever the
/// budget says. And the most important picture gets its lowest layer if half of what that takes is there: an estimate is
/// right within a factor of two, and more than that would drown the audio.
/// </remarks>
public static class BitrateAllocator
{
    /// <summary>What a path is taken to carry before anything was measured on it.</summary>
    public static readonly Bitrate InitialBudget = Bitrate.FromKilobits(600);

    /// <summary>
    /// What is not there yet must fit with this to spare, so that an estimate that breathes does not make layers flap.
    /// </summary>
    private const double RiseMargin = 1.15;

    /// <summary>
    /// A picture that is there goes dark only if more than this is missing: an overuse leaves 0.85 of what has arrived, so
    /// an estimate may say that much less than a path carries without any trouble.
    /// </summary>
    private const double KeepMargin = 0.25;

    /// <summary>How much of its lowest layer must be there for the most important picture.</summary>
    private const double NeededShare = 0.5;

    /// <summary>A picture a little smaller than its tile is scaled up, and nobody sees it.</summary>
    private const double Stretch = 1.1;

    /// <summary>Chooses a layer for each demand.</summary>
    /// <param name="demands">What is asked for.</param>
    /// <param name="budget">What the path carries.</param>
    /// <param name="audio">What audio takes of it; it is never cut.</param>
    /// <param name="isProven">Whether the path has shown that it carries no more; else the budget is a guess.</param>
    /// <param name="layers">Gets the layer of each demand, in their order; null for a pause.</param>
    /// <returns>What they take, audio included, and what the budget would have to be for the next better choice.</returns>
    public static SubscriberRates Allocate(
        ReadOnlySpan<VideoDemand> demands, Bitrate budget, Bitrate audio, bool isProven, Span<Layer?> layers)
    {
        Span<int> levels = stackalloc int[demands.Length];
        Span<DemandKey> order = stackalloc DemandKey[demands.Length];
        levels.Fill(-1);
        Order(demands, takesTurns: true, order);
        var left = budget - audio;
        GiveLowest(demands, order, isProven ? budget * KeepMargin : null, levels, ref left);
        Order(demands, takesTurns: false, order);
        for (var first = 0; first < order.Length;)
        {
            var end = first;
            while (end < order.Length && order[end].Priority == order[first].Priority)
                end++;
            RaiseGroup(demands, order[first..end], levels, ref left);
            first = end;
        }

        return Conclude(demands, levels, audio, layers);
    }

    /// <summary>Important ones first; of equals who gave way to others last comes last; of equals the larger; the first.</summary>
    private static void Order(ReadOnlySpan<VideoDemand> demands, bool takesTurns, Span<DemandKey> order)
    {
        for (var index = 0; index < order.Length; index++)
        {
            ref readonly var demand = ref demands[index];
            order[index] = new(demand.Priority, takesTurns ? demand.YieldedAt : Timestamp.Zero, demand.Viewport.Area, index);
        }

        order.Sort();
    }

    /// <summary>
    /// A picture for everybody, as far as the path carries it or nobody knows what it carries (null). For those who have
    /// one already so much may be missing as is said.
    /// </summary>
    private static void GiveLowest(
        ReadOnlySpan<VideoDemand> demands, ReadOnlySpan<DemandKey> order, Bitrate? keeping, Span<int> levels, ref Bitrate left)
    {
        var isFirst = true;
        foreach (var (_, _, _, index) in order)
        {
            ref readonly var demand = ref demands[index];
            if (HighestUseful(demand) < 0)
                continue;
            var lowest = demand.Options[0].Bitrate;
            var mayKeep = demand is { Current: not null, Yields: false } && lowest <= left + (keeping ?? lowest);
            var mustHave = keeping is null || mayKeep || (isFirst && lowest * NeededShare <= left);
            isFirst = false;
            if (TryRaise(demand, ref levels[index], ref left) || !mustHave)
                continue;
            levels[index] = 0;
            left -= lowest;
        }
    }

    /// <summary>In turns, so that equals become equally good.</summary>
    private static void RaiseGroup(
        ReadOnlySpan<VideoDemand> demands, ReadOnlySpan<DemandKey> group, Span<int> levels, ref Bitrate left)
    {
        var isRaised = true;
        while (isRaised)
        {
            isRaised = false;
            foreach (var (_, _, _, index) in group)
                isRaised |= levels[index] >= 0 && TryRaise(demands[index], ref levels[index], ref left);
        }
    }

    private static bool TryRaise(in VideoDemand demand, ref int level, ref Bitrate left)
    {
        if (level >= HighestUseful(demand) || IsHeld(demand, level + 1))
            return false;
        var step = CostOf(demand, level + 1) - CostOf(demand, level);
        if (step > left)
            return false;
        level++;
        left -= step;
        return true;
    }

    private static SubscriberRates Conclude(
        ReadOnlySpan<VideoDemand> demands, ReadOnlySpan<int> levels, Bitrate audio, Span<Layer?> layers)
    {
        var used = audio;
        Bitrate? least = null;
        for (var index = 0; index < levels.Length; index++)
        {
            ref readonly var demand = ref demands[index];
            var level = levels[index];
            layers[index] = level >= 0 ? demand.Options[level].Layer : null;
            used += level >= 0 ? demand.Options[level].Bitrate : Bitrate.Zero;
            if (level >= HighestUseful(demand))
                continue;
            var step = CostOf(demand, level + 1) - CostOf(demand, level);
            least = least is { } known ? Bitrate.Min(known, step) : step;
        }

        return new(used, used + (least ?? Bitrate.Zero));
    }

    /// <summary>The index of the best option that the tile can show; -1 for a tile that nobody sees.</summary>
    private static int HighestUseful(in VideoDemand demand)
    {
        if (!demand.Viewport.IsVisible)
            return -1;
        var options = demand.Options;
        for (var index = 0; index < options.Count; index++)
        {
            var covers = options[index].Height > 0 && options[index].Height * Stretch >= demand.Viewport.Height;
            var isLastOfSpatial = index + 1 == options.Count
                || options[index + 1].Layer.Spatial != options[index].Layer.Spatial;
            if (covers && isLastOfSpatial)
                return index;
        }

        return options.Count - 1;
    }

    private static bool IsHeld(in VideoDemand demand, int level) =>
        demand.HoldsSize && demand.Current is { } current && demand.Options[level].Layer.Spatial > current.Spatial;

    private static Bitrate CostOf(in VideoDemand demand, int level)
    {
        if (level < 0)
            return Bitrate.Zero;
        var option = demand.Options[level];
        var isRise = demand.Current is { } current ? option.Layer > current : demand.WasStarved;
        return isRise ? option.Bitrate * RiseMargin : option.Bitrate;
    }
}
