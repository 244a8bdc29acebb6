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

    /// <summary>Whether somebody of no special importance is dark for want of budget.</summary>
    public static bool IsAwaited(ReadOnlySpan<VideoDemand> demands)
    {
        foreach (ref readonly var demand in demands)
        {
            if (TakesTurns(demand) && demand.Current is null && demand.WasStarved)
                return true;
        }

        return false;
    }

    /// <summary>Who gives way next: of those shown, who did so longest ago, and of equals the smallest.</summary>
    /// <returns>The place of the demand; -1 if nobody can.</returns>
    public static int Next(ReadOnlySpan<VideoDemand> demands)
    {
        var next = -1;
        for (var index = 0; index < demands.Length; index++)
        {
            ref readonly var demand = ref demands[index];
            if (TakesTurns(demand) && demand.Current is not null && (next < 0 || IsSooner(demand, demands[next])))
                next = index;
        }

        return next;
    }

    private static bool TakesTurns(in VideoDemand demand) =>
        demand is { Priority: DemandPriority.Normal, Viewport.IsVisible: true, Options.Count: > 0 };

    private static bool IsSooner(in VideoDemand left, in VideoDemand right) =>
        left.YieldedAt != right.YieldedAt
            ? left.YieldedAt < right.YieldedAt
            : left.Viewport.Area < right.Viewport.Area;
}
