namespace Plenum.Rooms;

/// <summary>Everything published goes to everybody else, through the server's SFU.</summary>
public sealed class SfuTopology : ITopology
{
    /// <summary>What one room's owner plans in a few milliseconds, most of them publishing nothing.</summary>
    public const int Limit = 1000;

    /// <inheritdoc />
    public int MaxParticipants => Limit;

    /// <inheritdoc />
    public Plan Plan(TopologyFacts facts) => FullPlan.Of(facts, EdgeVia.Forward);

    /// <inheritdoc />
    public Edge[] PlanFor(TopologyFacts facts, ParticipantState subscriber) => FullPlan.To(facts, subscriber, EdgeVia.Forward);
}
