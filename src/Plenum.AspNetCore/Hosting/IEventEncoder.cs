using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>Writes events the way the wire wants them.</summary>
internal interface IEventEncoder
{
    byte[] Encode(RoomName room, RoomEvent content);
}
