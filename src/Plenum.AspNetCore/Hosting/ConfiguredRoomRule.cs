using Microsoft.Extensions.Options;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>Every room, or none, as configured.</summary>
internal sealed class ConfiguredRoomRule(IOptions<PlenumOptions> options) : IRoomRule
{
    public ValueTask<RoomSettings?> FindAsync(RoomName room, CancellationToken cancellationToken)
    {
        var rooms = options.Value.Rooms;
        return ValueTask.FromResult(rooms.CreateOnJoin ? rooms.Defaults : null);
    }
}
