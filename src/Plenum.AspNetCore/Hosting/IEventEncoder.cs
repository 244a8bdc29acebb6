using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>Writes events the way an endpoint's wire wants them. One per endpoint, for the result is shared.</summary>
internal interface IEventEncoder
{
    byte[] Encode(RoomName room, RoomEvent content);
}
