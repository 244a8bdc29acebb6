using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>A connection as the room's owner sees it. Every method only enqueues: the room waits for nobody.</summary>
internal interface IRoomClient
{
    ConnectionId Connection { get; }

    /// <summary>The answer to what was posted with this number.</summary>
    void Reply(long request, RoomReply reply);

    /// <summary>The room was over before it came to what was posted with this number.</summary>
    void Bounce(long request);

    void Deliver(long seq, SharedEvent shared);

    /// <summary>Closes the connection once all that was enqueued before is sent.</summary>
    void Close(CloseReason reason);

    /// <summary>The room broke down; nothing more comes of it.</summary>
    void Fail();
}
