namespace Plenum.Client;

/// <summary>How a client stands to its room.</summary>
public enum ClientState
{
    /// <summary>In the room, by a socket that works.</summary>
    Online,

    /// <summary>
    /// The socket is lost and comes back by itself. Media goes on meanwhile; requests wait for nothing and fail.
    /// </summary>
    Resuming,

    /// <summary>Over: left, put out, ended, or not let back in.</summary>
    Ended,
}
