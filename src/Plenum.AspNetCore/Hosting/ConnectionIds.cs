using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>Numbers of connections, whichever endpoint they came by: a room tells its clients apart by them.</summary>
internal sealed class ConnectionIds
{
    private long _last;

    public ConnectionId Next() => new(Interlocked.Increment(ref _last));
}
