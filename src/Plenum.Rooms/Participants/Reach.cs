namespace Plenum.Rooms;

/// <summary>Which ways a participant's client can take.</summary>
public enum Reach
{
    /// <summary>Peer to peer and through the server.</summary>
    Any,

    /// <summary>Through the server only: every edge of this participant goes that way.</summary>
    Forward,
}
