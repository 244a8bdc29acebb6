namespace Plenum.Rtc.Sctp;

/// <summary>The messages of one stream that wait to be sent.</summary>
internal sealed class OutboundStream(ushort id)
{
    public ushort Id { get; } = id;

    public Queue<OutgoingMessage> Waiting { get; } = [];

    /// <summary>The number of the next ordered message.</summary>
    public ushort NextSequence { get; set; }

    /// <summary>Bytes not yet sent once.</summary>
    public int Buffered { get; set; }

    /// <summary>Whether the stream waits for its turn among the others.</summary>
    public bool IsScheduled { get; set; }
}
