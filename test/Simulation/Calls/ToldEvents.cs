using Plenum.Rooms;

namespace Plenum.Simulation.Tests.Calls;

/// <summary>All that a room has told.</summary>
internal sealed class ToldEvents : IEventStore
{
    private readonly List<RoomEvent> _events = [];

    public long Oldest => 1;

    public RoomEvent this[long entry] => _events[(int)entry - 1];

    public long Append(RoomEvent told)
    {
        _events.Add(told);
        return _events.Count;
    }
}
