namespace Plenum.Rtc.Sdp;

/// <summary>Which way media may flow, seen from the side that says it (RFC 8866, section 6.7).</summary>
[Flags]
public enum MediaDirection
{
    /// <summary>"inactive".</summary>
    Inactive = 0,

    /// <summary>"sendonly".</summary>
    SendOnly = 1,

    /// <summary>"recvonly".</summary>
    ReceiveOnly = 2,

    /// <summary>"sendrecv", also when nothing is said.</summary>
    SendReceive = SendOnly | ReceiveOnly,
}
