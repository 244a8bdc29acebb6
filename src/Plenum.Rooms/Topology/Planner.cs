namespace Plenum.Rooms;

/// <summary>Keeps the plan in step with the facts and tells each participant its part of what changed.</summary>
internal sealed class Planner(ITopology topology)
{
    public Plan Plan { get; private set; } = Plan.Empty;

    /// <summary>
    /// Callers announce who and what comes before this, and who and what goes after it: no client hears of an edge
    /// whose ends it does not know.
    /// </summary>
    public void Settle(Roster roster, Outbox outbox, Participant? newcomer)
    {
        var next = topology.Plan(roster.States);
        var diff = PlanDiff.Between(Plan, next);
        Plan = next;
        if (diff.IsEmpty)
            return;
        var parts = diff.Parts();
        foreach (var participant in roster.All)
        {
            if (participant != newcomer && parts.TryGetValue(participant.Id, out var part))
                outbox.Send(participant.Session, part);
        }
    }

    public void Clear() => Plan = Plan.Empty;
}
