using Plenum.Rooms;

namespace Plenum.AspNetCore;

/// <summary>Which rooms there are and what is allowed in them.</summary>
public sealed class RoomsOptions
{
    /// <summary>How many rooms this server carries at once. 1 to 1,000,000; default 1,000.</summary>
    public int MaxRooms { get; set; } = 1000;

    /// <summary>
    /// Whether a room comes into being when the first participant joins it. If false, an <see cref="IRoomRule"/> of
    /// the application decides.
    /// </summary>
    public bool CreateOnJoin { get; set; } = true;

    /// <summary>
    /// Commands that may wait for a room's owner; whoever sends more waits at the socket. 16 to 1,000,000; default 1,024.
    /// </summary>
    public int MailboxCapacity { get; set; } = 1024;

    /// <summary>What a room allows where an <see cref="IRoomRule"/> does not say otherwise.</summary>
    public RoomSettings Defaults { get; set; } = new();
}
