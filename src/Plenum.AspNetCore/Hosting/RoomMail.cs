using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>What a room's owner finds in its mailbox. With neither command nor media: look at the clock and at the SFU.</summary>
/// <param name="Command">What somebody wants of the room.</param>
/// <param name="Client">Who gets the reply; null: nobody wants it.</param>
/// <param name="Request">The client's number of the request.</param>
internal readonly record struct RoomMail(RoomCommand? Command, IRoomClient? Client, long Request)
{
    /// <summary>What somebody wants of the room's media, after the command, if that is not refused.</summary>
    public MediaRequest? Media { get; init; }

    /// <summary>What somebody wants to know of the room.</summary>
    public RoomQuery? Query { get; init; }
}
