namespace Plenum.Rooms.Tests.Driver;

/// <summary>A store of so many events.</summary>
internal sealed class KeptEvents(int limit) : IEventStore
{
    private readonly List<RoomEvent> _events = [];

    public long Oldest => Math.Max(0, _events.Count - limit) + 1;

    public long Append(RoomEvent told)
    {
        _events.Add(told);
        return _events.Count;
    }

    public RoomEvent Find(long entry)
    {
        Assert.InRange(entry, Oldest, _events.Count);
        return _events[(int)entry - 1];
    }
}
