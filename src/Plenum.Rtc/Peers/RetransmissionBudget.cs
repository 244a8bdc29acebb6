namespace Plenum.Rtc.Peers;

/// <summary>
/// Bounds retransmissions to a share of what may be sent. On a link that has just become narrow everything is lost and
/// asked for again: answering all of it keeps the queue full and media out.
/// </summary>
internal sealed class RetransmissionBudget
{
    private const double Share = 0.5;

    /// <summary>What a burst of losses may take at once: a key frame, say.</summary>
    private static readonly TimeSpan Depth = TimeSpan.FromMilliseconds(500);

    private double _bits;
    private Timestamp _updatedAt = Timestamp.Never;

    /// <summary>Takes the bytes of one retransmission, unless they are more than there is.</summary>
    public bool TryTake(int bytes, Bitrate target, Timestamp now)
    {
        var rate = target.BitsPerSecond * Share;
        var most = rate * Depth.TotalSeconds;
        _bits = _updatedAt == Timestamp.Never ? most : Math.Min(most, _bits + (rate * (now - _updatedAt).TotalSeconds));
        _updatedAt = now;
        if (_bits < bytes * 8)
            return false;
        _bits -= bytes * 8;
        return true;
    }
}
