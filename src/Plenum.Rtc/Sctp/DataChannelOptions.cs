namespace Plenum.Rtc.Sctp;

/// <summary>What a data channel is to be like.</summary>
/// <param name="Label">A name for the application.</param>
public sealed record DataChannelOptions(string Label)
{
    /// <summary>A subprotocol for the application.</summary>
    public string Protocol { get; init; } = string.Empty;

    /// <summary>Whether messages arrive in the order in which they were sent.</summary>
    public bool IsOrdered { get; init; } = true;

    /// <summary>How long a message is tried.</summary>
    public Reliability Reliability { get; init; } = Reliability.Full;

    /// <summary>The id, when both sides agreed on it elsewhere and open the channel each; null to open it in-band.</summary>
    public ushort? NegotiatedId { get; init; }
}
