using Plenum.Protocol;

namespace Plenum.Client.Signaling;

/// <summary>Whom a session tells; one call at a time, and none may block.</summary>
internal interface ISessionOwner
{
    /// <summary>What is published, for a join or resume.</summary>
    IReadOnlyList<PublicationSpec> Publications { get; }

    /// <summary>In the room; all of it.</summary>
    /// <param name="participant">This client's id.</param>
    /// <param name="room">The room.</param>
    /// <param name="isNew">Whether the server knows nothing of before: connections to it are gone.</param>
    void Enter(string participant, RoomSnapshot room, bool isNew);

    /// <summary>Something happened in the room.</summary>
    void Handle(RoomEvent happened);

    /// <summary>Something else that the server says unasked.</summary>
    void Handle(ServerMessage message);

    /// <summary>The socket is lost, or back.</summary>
    void SetState(ClientState state);
}
