using Plenum.AspNetCore.Telemetry;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>Counts a room's edges by their way, for the metrics of all rooms.</summary>
internal sealed class EdgeTally(PlenumMetrics metrics)
{
    private static readonly EdgeVia[] Ways = Enum.GetValues<EdgeVia>();

    private readonly int[] _counted = new int[Ways.Length];
    private Plan _plan = Plan.Empty;

    /// <summary>Counts anew if the plan is another one.</summary>
    public void Update(Plan plan)
    {
        if (ReferenceEquals(plan, _plan))
            return;
        _plan = plan;
        foreach (var via in Ways)
        {
            metrics.EdgesChanged(via, plan.Count(via) - _counted[(int)via]);
            _counted[(int)via] = plan.Count(via);
        }
    }
}
