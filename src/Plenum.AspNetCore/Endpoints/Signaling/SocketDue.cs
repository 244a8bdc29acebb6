namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What is due on a socket.</summary>
internal enum SocketDue
{
    /// <summary>Nothing yet.</summary>
    Nothing,

    /// <summary>Ask for a sign of life.</summary>
    Ping,

    /// <summary>There was none for too long.</summary>
    Dead,

    /// <summary>Nobody joined in time.</summary>
    JoinTimeout,
}
