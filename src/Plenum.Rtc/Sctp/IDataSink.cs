namespace Plenum.Rtc.Sctp;

/// <summary>
/// Where a <see cref="DataTransport"/> puts what it produces. A sink enqueues; sending and closing from inside of a call
/// is allowed. Spans are valid during the call alone.
/// </summary>
public interface IDataSink
{
    /// <summary>A packet for the DTLS connection.</summary>
    void SendPacket(ReadOnlySpan<byte> packet);

    /// <summary>A channel can be used: one of ours when the association opened, or one that the other side opened.</summary>
    void ChannelOpened(DataChannel channel);

    /// <summary>A message arrived.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="message">The message; UTF-8 when it is text.</param>
    /// <param name="isText">Whether it was sent as text.</param>
    void MessageReceived(DataChannel channel, ReadOnlySpan<byte> message, bool isText);

    /// <summary>What waits in a channel has fallen to its threshold.</summary>
    void BufferedAmountLow(DataChannel channel);

    /// <summary>A channel is over.</summary>
    void ChannelClosed(DataChannel channel);

    /// <summary>All of it is over, all channels with it.</summary>
    void Closed(SctpCloseReason reason);
}
