namespace Plenum.Client;

/// <summary>Why a client's part in a room is over.</summary>
public enum ClientEndReason
{
    /// <summary>It left.</summary>
    Left,

    /// <summary>A host put it out, or turned it away in the waiting room.</summary>
    Removed,

    /// <summary>The call was ended for everybody.</summary>
    RoomEnded,

    /// <summary>Its session was taken up elsewhere.</summary>
    Replaced,

    /// <summary>After a lost socket the server did not let it in again.</summary>
    Refused,

    /// <summary>A bug; the message tells.</summary>
    Faulted,
}
