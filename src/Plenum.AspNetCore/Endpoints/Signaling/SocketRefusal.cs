namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Why a socket is refused before it is one.</summary>
internal enum SocketRefusal
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>The request is no WebSocket handshake.</summary>
    NoWebSocket,

    /// <summary>The page is of an origin that is not allowed.</summary>
    Origin,

    /// <summary>The server is about to stop.</summary>
    Stopping,

    /// <summary>Too many sockets from this address.</summary>
    TooManyOfAddress,

    /// <summary>Too many sockets on which nobody has joined.</summary>
    TooManyPending,
}
