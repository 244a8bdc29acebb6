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
}
