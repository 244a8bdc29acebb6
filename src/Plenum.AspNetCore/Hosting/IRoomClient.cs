using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>A connection as the room's owner sees it. Every method only enqueues: the room waits for nobody.</summary>
internal interface IRoomClient
{
    ConnectionId Connection { get; }

    /// <summary>The answer to what was posted with this number.</summary>
    /// <param name="request">The number.</param>
    /// <param name="reply">What the room says; done, where only the media was asked.</param>
    /// <param name="offer">What came of the offer; null if there was none, or it was not needed.</param>
    void Reply(long request, RoomReply reply, OfferResult? offer);

    /// <summary>The room was over before it came to what was posted with this number.</summary>
    void Bounce(long request);

    /// <summary>Sends an event.</summary>
    /// <param name="seq">Its number in the recipient's session.</param>
    /// <param name="body">The event as it is written; shared with others, not to be changed.</param>
    void Deliver(long seq, byte[] body);

    /// <summary>The state of the participant's media has changed. Behind the reply and the events of the same moment.</summary>
    void Tell(MediaNotice notice);

    /// <summary>Closes the connection once all that was enqueued before is sent.</summary>
    void Close(CloseReason reason);

    /// <summary>The room broke down; nothing more comes of it.</summary>
    void Fail();
}
