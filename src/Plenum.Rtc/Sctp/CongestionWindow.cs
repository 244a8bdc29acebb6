namespace Plenum.Rtc.Sctp;

/// <summary>How much may be in flight (RFC 9260, section 7.2).</summary>
internal sealed class CongestionWindow(int packetLength)
{
    // RFC 9260 would go down to one packet, whose loss costs the next time-out. Four every 400 ms are no load beside
    // media, and one of them or its acknowledgement gets through.
    private readonly int _least = 4 * packetLength;
    private int _threshold = int.MaxValue;
    private int _acknowledgedInWindow;

    /// <summary>In bytes. Starts as RFC 6928 allows, ten packets.</summary>
    public int Size { get; private set; } = 10 * packetLength;

    /// <summary>The cumulative point moved, outside of fast recovery.</summary>
    /// <param name="acknowledged">Bytes newly acknowledged.</param>
    /// <param name="flightBefore">Bytes in flight before.</param>
    public void Acknowledge(int acknowledged, int flightBefore)
    {
        // A window that is not used says nothing of the path.
        if (flightBefore + packetLength < Size)
            return;
        if (Size <= _threshold)
        {
            Size += Math.Min(acknowledged, packetLength);
            return;
        }

        _acknowledgedInWindow += acknowledged;
        if (_acknowledgedInWindow < Size)
            return;
        _acknowledgedInWindow -= Size;
        Size += packetLength;
    }

    /// <summary>Packets were lost, others arrived: fast recovery begins.</summary>
    public void HalveOnLoss()
    {
        _threshold = Math.Max(Size / 2, _least);
        Size = _threshold;
        _acknowledgedInWindow = 0;
    }

    /// <summary>Nothing arrived any more.</summary>
    public void CollapseOnTimeout()
    {
        _threshold = Math.Max(Size / 2, _least);
        Size = _least;
        _acknowledgedInWindow = 0;
    }

    /// <summary>Nothing was sent for a retransmission time-out (RFC 9260, section 7.2.1).</summary>
    public void Idle() => Size = Math.Min(Size, Math.Max(Size / 2, 10 * packetLength));
}
