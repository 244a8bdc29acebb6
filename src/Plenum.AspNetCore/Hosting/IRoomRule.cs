using Plenum.Rooms;

namespace Plenum.AspNetCore;

/// <summary>
/// Decides which rooms may come into being and what they allow. Register one before or after <c>AddPlenum</c> to
/// replace the default, which creates every room that somebody joins.
/// </summary>
public interface IRoomRule
{
    /// <summary>Called when somebody with access asks for a room that does not exist at the moment.</summary>
    /// <param name="room">The room's name.</param>
    /// <param name="cancellationToken">The one who asked has gone.</param>
    /// <returns>What the room allows, or null if there is no such room.</returns>
    ValueTask<RoomSettings?> FindAsync(RoomName room, CancellationToken cancellationToken);
}
