namespace Plenum.Rooms;

/// <summary>The way a publication takes to a subscriber.</summary>
public enum EdgeVia
{
    /// <summary>Peer to peer.</summary>
    Direct,

    /// <summary>Through the SFU.</summary>
    Forward,

    /// <summary>Through the mixer (MCU).</summary>
    Mix,

    /// <summary>Over another server or viewer.</summary>
    Relay,
}
