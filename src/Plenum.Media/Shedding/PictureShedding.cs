using Plenum.Media.Allocation;

namespace Plenum.Media.Shedding;

/// <summary>What an overloaded server makes of what a subscriber would like.</summary>
internal static class PictureShedding
{
    /// <summary>Shows the demands smaller than they are, or not at all.</summary>
    public static void Apply(ShedLevel level, bool keepsPictures, List<VideoDemand> demands)
    {
        if (level.Kind == ShedKind.Nothing)
            return;
        var main = MainOf(demands);
        for (var index = 0; index < demands.Count; index++)
        {
            var demand = demands[index];
            demands[index] = demand with { Viewport = level.Apply(demand.Viewport, index == main, keepsPictures) };
        }
    }

    /// <summary>The one of the highest priority, and of these the largest; -1 if nothing is seen.</summary>
    private static int MainOf(List<VideoDemand> demands)
    {
        var main = -1;
        for (var index = 0; index < demands.Count; index++)
        {
            if (demands[index].Viewport.IsVisible && (main < 0 || Rank(demands[index]).CompareTo(Rank(demands[main])) > 0))
                main = index;
        }

        return main;
    }

    private static (DemandPriority Priority, long Area) Rank(VideoDemand demand) =>
        (demand.Priority, demand.Viewport.Area);
}
