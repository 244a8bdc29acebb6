namespace Plenum.Rtc.Sctp;

/// <summary>Where a data channel stands.</summary>
public enum DataChannelState
{
    /// <summary>The association is not open yet; messages wait.</summary>
    Connecting,

    /// <summary>Messages flow.</summary>
    Open,

    /// <summary>One side closed it; what was sent before is still delivered.</summary>
    Closing,

    /// <summary>It is over, and its id is free.</summary>
    Closed,
}
