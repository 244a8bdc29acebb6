using Plenum.Engine.Sfu;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>Notes what a room tells.</summary>
internal sealed class RoomListener : ISfuListener
{
    public List<SfuEvent> Events { get; } = [];

    public Action<SfuEvent> Heard { get; set; } = _ => { };

    public void Tell(SfuEvent happened)
    {
        Events.Add(happened);
        Heard(happened);
    }
}
