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
    public static AllocationResult Allocate(
        IReadOnlyList<VideoDemand> demands, Bitrate budget, Bitrate audio, bool isProven = true)
    {
        var levels = new int[demands.Count];
        Array.Fill(levels, -1);
        var order = Order(demands);
        var left = budget - audio;
        GiveLowest(demands, order, isProven ? budget * KeepMargin : null, levels, ref left);
        for (var first = 0; first < order.Length;)
        {
            var end = first;
            while (end < order.Length && demands[order[end]].Priority == demands[order[first]].Priority)
                end++;
            RaiseGroup(demands, order.AsSpan(first..end), levels, ref left);
            first = end;
        }

        return Conclude(demands, levels, audio);
    }

    /// <summary>Important ones first; of equals the larger; of equals the first.</summary>
    private static int[] Order(IReadOnlyList<VideoDemand> demands)
    {
        var order = new int[demands.Count];
        for (var index = 0; index < order.Length; index++)
            order[index] = index;
        Array.Sort(order, (left, right) =>
        {
            var byPriority = demands[right].Priority.CompareTo(demands[left].Priority);
            var byArea = AreaOf(demands[right]).CompareTo(AreaOf(demands[left]));
            return byPriority != 0 ? byPriority : byArea != 0 ? byArea : left.CompareTo(right);
        });
        return order;
    }

    /// <summary>
    /// A picture for everybody, as far as the path carries it or nobody knows what it carries (null). For those who have
    /// one already so much may be missing as is said.
    /// </summary>
    private static void GiveLowest(
        IReadOnlyList<VideoDemand> demands, int[] order, Bitrate? keeping, int[] levels, ref Bitrate left)
    {
        var isFirst = true;
        foreach (var index in order)
        {
            var demand = demands[index];
            if (HighestUseful(demand) < 0)
                continue;
            var lowest = demand.Options[0].Bitrate;
            var mayKeep = demand.Current is not null && lowest <= left + (keeping ?? lowest);
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
        IReadOnlyList<VideoDemand> demands, ReadOnlySpan<int> group, int[] levels, ref Bitrate left)
    {
        var isRaised = true;
        while (isRaised)
        {
            isRaised = false;
            foreach (var index in group)
                isRaised |= levels[index] >= 0 && TryRaise(demands[index], ref levels[index], ref left);
        }
    }

    private static bool TryRaise(VideoDemand demand, ref int level, ref Bitrate left)
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

    private static AllocationResult Conclude(IReadOnlyList<VideoDemand> demands, int[] levels, Bitrate audio)
    {
        var layers = new Layer?[levels.Length];
        var used = audio;
        Bitrate? least = null;
        for (var index = 0; index < levels.Length; index++)
        {
            var (demand, level) = (demands[index], levels[index]);
            if (level >= 0)
            {
                layers[index] = demand.Options[level].Layer;
                used += demand.Options[level].Bitrate;
            }

            if (level >= HighestUseful(demand))
                continue;
            var step = CostOf(demand, level + 1) - CostOf(demand, level);
            least = least is { } known ? Bitrate.Min(known, step) : step;
        }

        return new(layers, used, used + (least ?? Bitrate.Zero));
    }

    /// <summary>The index of the best option that the tile can show; -1 for a tile that nobody sees.</summary>
    private static int HighestUseful(VideoDemand demand)
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

    private static bool IsHeld(VideoDemand demand, int level) =>
        demand.HoldsSize && demand.Current is { } current && demand.Options[level].Layer.Spatial > current.Spatial;

    private static Bitrate CostOf(VideoDemand demand, int level)
    {
        if (level < 0)
            return Bitrate.Zero;
        var option = demand.Options[level];
        var isRise = demand.Current is { } current ? option.Layer > current : demand.WasStarved;
        return isRise ? option.Bitrate * RiseMargin : option.Bitrate;
    }

    private static long AreaOf(VideoDemand demand) => (long)demand.Viewport.Width * demand.Viewport.Height;
}
