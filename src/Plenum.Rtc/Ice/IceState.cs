namespace Plenum.Rtc.Ice;

/// <summary>Whether there is a way to the peer.</summary>
public enum IceState
{
    /// <summary>Nothing has been heard or tried yet.</summary>
    New,

    /// <summary>Ways are being tried.</summary>
    Checking,

    /// <summary>A pair is nominated and answers.</summary>
    Connected,

    /// <summary>Nothing authenticated was heard for some seconds; it may come back.</summary>
    Disconnected,

    /// <summary>No way was found, or consent expired (RFC 7675). Only a restart helps.</summary>
    Failed,
}
