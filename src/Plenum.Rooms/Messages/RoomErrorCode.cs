namespace Plenum.Rooms;

/// <summary>Why a command was refused.</summary>
public enum RoomErrorCode
{
    /// <summary>Not now, or not twice.</summary>
    InvalidState,

    /// <summary>A value is out of its range; the message says which.</summary>
    InvalidArgument,

    /// <summary>The participant lacks the grant.</summary>
    Forbidden,

    /// <summary>Longer than the limit on names.</summary>
    NameTooLong,

    /// <summary>Longer than the limit on metadata.</summary>
    MetadataTooLong,

    /// <summary>Longer than the limit on chat messages.</summary>
    ChatTooLong,

    /// <summary>No place is left.</summary>
    RoomFull,

    /// <summary>The server has too much to do to take anybody new.</summary>
    Overloaded,

    /// <summary>A host closed the door.</summary>
    RoomLocked,

    /// <summary>The call is over.</summary>
    RoomEnded,

    /// <summary>A host put this identity or this session out.</summary>
    Banned,

    /// <summary>A host turned the request to come in away.</summary>
    Denied,

    /// <summary>Nobody of this id is in the room or waits.</summary>
    ParticipantNotFound,

    /// <summary>No such publication.</summary>
    PublicationNotFound,

    /// <summary>The cid is in use.</summary>
    DuplicatePublication,

    /// <summary>More tracks than the limit.</summary>
    TooManyPublications,

    /// <summary>The plan has no direct edge between the two.</summary>
    NoSuchEdge,

    /// <summary>The server forwards no media.</summary>
    Unavailable,

    /// <summary>The room holds no such session, or no longer.</summary>
    SessionNotFound,
}
