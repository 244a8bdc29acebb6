namespace Plenum.Rooms;

/// <summary>
/// Everything published goes to everybody else, peer to peer where that is possible and through the server where it is
/// not.
/// </summary>
public sealed class MeshTopology : ITopology
{
    /// <summary>More than this, and the uplinks of ordinary clients carry it no longer: each sends its tracks n - 1 times.</summary>
    public const int Limit = 8;

    /// <inheritdoc />
    public int MaxParticipants => Limit;

    /// <inheritdoc />
    public Plan Plan(TopologyFacts facts) => FullPlan.Of(facts, EdgeVia.Direct);

    /// <inheritdoc />
    public Edge[] PlanFor(TopologyFacts facts, ParticipantState subscriber) => FullPlan.To(facts, subscriber, EdgeVia.Direct);
}
