namespace Plenum.Rooms;

/// <summary>
/// A mesh while the call is small and everybody can carry it, else the SFU. When it changes from one to the other is
/// decided by <see cref="AutoDecision"/>, which knows how long things have been so; here that is a fact.
/// </summary>
public sealed class AutoTopology : ITopology
{
    /// <inheritdoc />
    public int MaxParticipants => SfuTopology.Limit;

    /// <inheritdoc />
    public Plan Plan(TopologyFacts facts) => FullPlan.Of(facts, facts.AutoWay);

    /// <inheritdoc />
    public Edge[] PlanFor(TopologyFacts facts, ParticipantState subscriber) => FullPlan.To(facts, subscriber, facts.AutoWay);
}
