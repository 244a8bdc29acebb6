namespace Plenum.Protocol;

/// <summary>WebSocket close codes (RFC 6455, section 7.4.2: 4000 to 4999 are the application's).</summary>
public enum CloseCode
{
    /// <summary>The participant left; do not come back by yourself.</summary>
    Left = 4000,

    /// <summary>Too many malformed messages.</summary>
    ProtocolError = 4001,

    /// <summary>A message above the limit.</summary>
    TooLarge = 4002,

    /// <summary>A flood that did not stop after <see cref="ErrorCode.RateLimited"/>.</summary>
    RateLimited = 4003,

    /// <summary>No join or resume in time.</summary>
    JoinTimeout = 4004,

    /// <summary>The session was taken up on another socket; do not come back by yourself.</summary>
    Replaced = 4005,

    /// <summary>A host put the participant out; do not come back by yourself.</summary>
    Removed = 4006,

    /// <summary>A host turned the participant away in the waiting room; do not come back by yourself.</summary>
    Denied = 4007,

    /// <summary>The call was ended for everybody; do not come back by yourself.</summary>
    RoomEnded = 4008,

    /// <summary>Nothing was heard for two and a half heartbeats. Resume.</summary>
    HeartbeatMissed = 4009,

    /// <summary>The client reads too slowly for its events. Resume.</summary>
    SlowConsumer = 4010,

    /// <summary>The server stops. Resume, after a moment.</summary>
    ServerStopping = 4011,
}
