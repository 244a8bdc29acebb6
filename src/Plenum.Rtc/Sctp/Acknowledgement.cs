namespace Plenum.Rtc.Sctp;

/// <summary>What one acknowledgement told that was not known before.</summary>
internal struct Acknowledgement(int flightBefore)
{
    public int FlightBefore { get; } = flightBefore;

    /// <summary>Newly acknowledged payload bytes.</summary>
    public int Bytes { get; private set; }

    /// <summary>The newly acknowledged chunk that was sent last: the round trip is measured with it.</summary>
    public SentChunk? Sample { get; private set; }

    public readonly long NewestOrder => Sample?.Order ?? -1;

    public void Add(SentChunk chunk)
    {
        Bytes += chunk.Part.Length;
        if (chunk.Order > NewestOrder)
            Sample = chunk;
    }
}
