namespace Plenum.Rtc.Peers;

/// <summary>The life of a peer connection.</summary>
public enum PeerState
{
    /// <summary>No way to the peer, or no keys yet.</summary>
    Connecting,

    /// <summary>Media and data flow.</summary>
    Connected,

    /// <summary>The peer is silent for some seconds; it may come back.</summary>
    Disconnected,

    /// <summary>Over. Nothing is received or sent any more.</summary>
    Closed,
}
