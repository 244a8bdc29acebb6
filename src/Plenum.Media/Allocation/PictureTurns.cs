namespace Plenum.Media.Allocation;

/// <summary>
/// Where a path does not carry a picture of everybody, those who matter alike take turns: one gives way at a time, to who
/// has been dark longest. Screens, what is pinned and who speaks stay. A pure function.
/// </summary>
/// <remarks>
/// No SFU that we know does it: the same few are seen for the whole call, and nobody knows what the others look like. A
/// turn costs a key frame and shows a face for as long as it takes to see who it is; shorter would be a flicker.
/// </remarks>
public static class PictureTurns
{
    /// <summary>How long a change of turns is apart from the next.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>Who is dark for want of budget and comes next: who gave way longest ago, of equals the largest.</summary>
    /// <returns>The place of the demand; -1 if nobody waits.</returns>
    public static int Awaited(ReadOnlySpan<VideoDemand> demands)
    {
        var next = -1;
        for (var index = 0; index < demands.Length; index++)
        {
            ref readonly var demand = ref demands[index];
            var waits = TakesTurns(demand) && demand is { Current: null, WasStarved: true };
            if (waits && (next < 0 || IsSooner(demand, demands[next], isLarger: true)))
                next = index;
        }

        return next;
    }

    /// <summary>Who gives way next: of those shown, who did so longest ago, and of equals the smallest.</summary>
    /// <returns>The place of the demand; -1 if nobody can.</returns>
    public static int Next(ReadOnlySpan<VideoDemand> demands)
    {
        var next = -1;
        for (var index = 0; index < demands.Length; index++)
        {
            ref readonly var demand = ref demands[index];
            var isShown = TakesTurns(demand) && demand.Current is not null;
            if (isShown && (next < 0 || IsSooner(demand, demands[next], isLarger: false)))
                next = index;
        }

        return next;
    }

    private static bool TakesTurns(in VideoDemand demand) =>
        demand is { Priority: DemandPriority.Normal, Viewport.IsVisible: true, Options.Count: > 0 };

    private static bool IsSooner(in VideoDemand left, in VideoDemand right, bool isLarger) =>
        left.YieldedAt != right.YieldedAt ? left.YieldedAt < right.YieldedAt
            : isLarger ? left.Viewport.Area > right.Viewport.Area
            : left.Viewport.Area < right.Viewport.Area;
}
