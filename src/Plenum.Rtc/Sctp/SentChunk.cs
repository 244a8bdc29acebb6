namespace Plenum.Rtc.Sctp;

/// <summary>A DATA chunk that was sent and is not yet covered by the cumulative acknowledgement.</summary>
internal sealed class SentChunk(Tsn tsn, OutgoingPart part)
{
    public Tsn Tsn { get; } = tsn;

    public OutgoingPart Part { get; } = part;

    /// <summary>When it was sent last.</summary>
    public Timestamp SentAt { get; private set; }

    /// <summary>Its place among all transmissions: whoever was sent later and arrived sooner speaks against it.</summary>
    public long Order { get; private set; }

    public int Transmissions { get; private set; }

    /// <summary>How many acknowledgements told of later chunks but not of this one.</summary>
    public int Misses { get; set; }

    public SentChunkState State { get; set; }

    public void Sent(long order, Timestamp now)
    {
        State = SentChunkState.InFlight;
        SentAt = now;
        Order = order;
        Transmissions++;
        Misses = 0;
    }
}
