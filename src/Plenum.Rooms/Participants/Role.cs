namespace Plenum.Rooms;

/// <summary>What somebody is in a room; each role comes with grants.</summary>
public enum Role
{
    /// <summary>Runs the call.</summary>
    Host,

    /// <summary>Takes part.</summary>
    Member,

    /// <summary>Watches, chats and raises a hand.</summary>
    Viewer,
}
