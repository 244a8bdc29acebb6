namespace Plenum.Rtc.Sctp;

/// <summary>Takes whole messages in the order in which they are due.</summary>
internal interface IMessageReceiver
{
    /// <summary>A message arrived. The span is valid during the call alone.</summary>
    void MessageReceived(ushort stream, uint protocol, ReadOnlySpan<byte> message);
}
