using Plenum.AspNetCore.Telemetry;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>Counts a room's edges by their way, for the metrics of all rooms.</summary>
internal sealed class EdgeTally(PlenumMetrics metrics)
{
    private readonly int[] _counted = new int[Enum.GetValues<EdgeVia>().Length];
    private Plan _plan = Plan.Empty;

    /// <summary>Counts anew if the plan is another one.</summary>
    public void Update(Plan plan)
    {
        if (ReferenceEquals(plan, _plan))
            return;
        _plan = plan;
        var counts = Of(plan);
        foreach (var via in Enum.GetValues<EdgeVia>())
        {
            metrics.EdgesChanged(via, counts[(int)via] - _counted[(int)via]);
            _counted[(int)via] = counts[(int)via];
        }
    }

    /// <summary>How many edges of a plan take each way, by the way's number.</summary>
    public static int[] Of(Plan plan)
    {
        var counts = new int[Enum.GetValues<EdgeVia>().Length];
        foreach (ref readonly var edge in plan.Edges)
            counts[(int)edge.Via]++;
        return counts;
    }
}
