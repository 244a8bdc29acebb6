namespace Plenum.Rtc.Sctp;

/// <summary>
/// Where an association puts what it produces. A sink only enqueues; it never calls back in. Spans are valid during
/// the call alone.
/// </summary>
internal interface ISctpSink : IMessageReceiver
{
    /// <summary>A packet for the DTLS connection.</summary>
    void SendPacket(ReadOnlySpan<byte> packet);

    /// <summary>Data may flow.</summary>
    void Established();

    /// <summary>The other side will send nothing more in these streams until they start anew.</summary>
    void IncomingReset(ReadOnlySpan<ushort> streams);

    /// <summary>The other side knows that we send nothing more in these streams; they may start anew.</summary>
    void OutgoingReset(ReadOnlySpan<ushort> streams);

    /// <summary>It is over.</summary>
    void Closed(SctpCloseReason reason);
}
