namespace Plenum.Rtc.Stun;

/// <summary>The methods of STUN (RFC 8489) and TURN (RFC 8656).</summary>
public enum StunMethod
{
    /// <summary>Which address do you see; also a connectivity check.</summary>
    Binding = 0x001,

    /// <summary>TURN: give me a relayed address.</summary>
    Allocate = 0x003,

    /// <summary>TURN: keep (or end) my allocation.</summary>
    Refresh = 0x004,

    /// <summary>TURN: send this to a peer (indication).</summary>
    Send = 0x006,

    /// <summary>TURN: this came from a peer (indication).</summary>
    Data = 0x007,

    /// <summary>TURN: let this IP address send to me.</summary>
    CreatePermission = 0x008,

    /// <summary>TURN: a short number for this peer.</summary>
    ChannelBind = 0x009,
}
