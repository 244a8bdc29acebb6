namespace Plenum.Rtc.Sctp;

/// <summary>What became of a message that was handed over.</summary>
public enum DataSendResult
{
    /// <summary>It was sent or waits to be sent.</summary>
    Accepted,

    /// <summary>The channel is closing or closed.</summary>
    NotOpen,

    /// <summary>The other side does not take messages of this length.</summary>
    TooLong,

    /// <summary>Too much waits already; try again after <see cref="IDataSink.BufferedAmountLow"/>.</summary>
    BufferFull,
}
