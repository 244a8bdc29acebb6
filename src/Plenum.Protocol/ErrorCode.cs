using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>Why a request failed.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ErrorCode>))]
public enum ErrorCode
{
    /// <summary>Not JSON, not an object, a missing field or one of a wrong type.</summary>
    BadMessage,

    /// <summary>A type this server does not know.</summary>
    UnknownType,

    /// <summary>Larger than the limit on messages.</summary>
    TooLarge,

    /// <summary>Too many messages; see retryAfterMs.</summary>
    RateLimited,

    /// <summary>Not now: for example a second join, or anything but join and resume before them.</summary>
    InvalidState,

    /// <summary>A field is out of its range; the message says which.</summary>
    InvalidArgument,

    /// <summary>The request id was not larger than those before.</summary>
    DuplicateId,

    /// <summary>No token, or one that does not hold: signature, expiry, room.</summary>
    Unauthorized,

    /// <summary>The participant lacks the grant.</summary>
    Forbidden,

    /// <summary>Longer than the limit on names.</summary>
    NameTooLong,

    /// <summary>Longer than the limit on metadata.</summary>
    MetadataTooLong,

    /// <summary>Longer than the limit on chat messages.</summary>
    ChatTooLong,

    /// <summary>Rooms are created by rule and there is none of this name.</summary>
    RoomNotFound,

    /// <summary>No place is left.</summary>
    RoomFull,

    /// <summary>The server has too much to do to take anybody new; <c>retryAfterMs</c> says when to try again.</summary>
    Overloaded,

    /// <summary>A host closed the door.</summary>
    RoomLocked,

    /// <summary>The call is over.</summary>
    RoomEnded,

    /// <summary>The server carries no more rooms.</summary>
    TooManyRooms,

    /// <summary>A host put this identity out.</summary>
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

    /// <summary>The offer is not one the server can answer; the message says why.</summary>
    BadDescription,

    /// <summary>The server no longer has this connection: make a new one and offer without <c>connection</c>.</summary>
    ConnectionNotFound,

    /// <summary>The resume token is not of this server or its session is over: join again.</summary>
    SessionNotFound,

    /// <summary>The server is shutting down or overloaded; see retryAfterMs.</summary>
    Unavailable,

    /// <summary>A bug of the server; it is logged.</summary>
    Internal,
}
