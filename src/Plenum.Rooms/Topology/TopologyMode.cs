namespace Plenum.Rooms;

/// <summary>What decides on which ways media flows in a room.</summary>
public enum TopologyMode
{
    /// <summary>Peer to peer while the call is small and everybody can carry it, else through the SFU.</summary>
    Auto,

    /// <summary>Peer to peer, but for those who can only be reached through the server.</summary>
    Mesh,

    /// <summary>Through the SFU.</summary>
    Sfu,
}
