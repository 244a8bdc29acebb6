namespace Plenum.Rooms;

/// <summary>Decides which publication reaches whom on which way: a pure function of the room's facts.</summary>
public interface ITopology
{
    /// <summary>How many participants it can carry.</summary>
    int MaxParticipants { get; }

    /// <summary>The plan for these facts; the same facts always give the same plan.</summary>
    /// <param name="facts">The facts.</param>
    /// <returns>The plan.</returns>
    Plan Plan(TopologyFacts facts);

    /// <summary>What of <see cref="Plan"/> reaches one subscriber.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="subscriber">One of the participants.</param>
    /// <returns>The edges, in the order of a plan.</returns>
    Edge[] PlanFor(TopologyFacts facts, ParticipantState subscriber);
}
