using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>What a room's owner finds in its mailbox.</summary>
/// <param name="Command">What somebody wants; null: look at the clock.</param>
/// <param name="Client">Who gets the reply; null: nobody wants it.</param>
/// <param name="Request">The client's number of the request.</param>
internal readonly record struct RoomMail(RoomCommand? Command, IRoomClient? Client, long Request);
