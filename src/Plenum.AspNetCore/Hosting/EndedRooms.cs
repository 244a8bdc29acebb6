using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>
/// Rooms that a host ended, for as long as older resume tokens hold: a token from before a restart must not bring an
/// ended call back to life. Bounded; the oldest is forgotten first.
/// </summary>
internal sealed class EndedRooms(TimeSpan memory)
{
    private const int Limit = 10_000;

    private readonly Dictionary<RoomName, DateTimeOffset> _endedAt = [];
    private readonly Queue<(RoomName Name, DateTimeOffset At)> _order = [];

    public void Add(RoomName name, DateTimeOffset now)
    {
        _endedAt[name] = now;
        _order.Enqueue((name, now));
        while (_order.TryPeek(out var oldest) && (_order.Count > Limit || oldest.At + memory < now))
        {
            _order.Dequeue();
            if (_endedAt.GetValueOrDefault(oldest.Name) == oldest.At)
                _endedAt.Remove(oldest.Name);
        }
    }

    public bool Since(RoomName name, DateTimeOffset moment) => _endedAt.TryGetValue(name, out var at) && at >= moment;
}
