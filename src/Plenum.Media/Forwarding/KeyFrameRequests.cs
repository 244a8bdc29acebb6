using Plenum.Rtc;

namespace Plenum.Media.Forwarding;

/// <summary>
/// When a stream's sender is asked for a key frame. All slots that wait for one share the requests: the first is made at
/// once, but never two within 300 ms, and a sender that does not answer is asked ever more seldom.
/// </summary>
internal sealed class KeyFrameRequests
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(3);

    private Timestamp _askedAt = Timestamp.Never;
    private TimeSpan _pause = Least;

    /// <summary>Whether somebody waits.</summary>
    public bool IsWanted { get; private set; }

    /// <summary>When to ask next; never if nobody waits.</summary>
    public Timestamp NextDeadline =>
        !IsWanted ? Timestamp.Never : _askedAt == Timestamp.Never ? Timestamp.Zero : _askedAt + _pause;

    /// <summary>Somebody cannot go on without a key frame.</summary>
    public void Want() => IsWanted = true;

    /// <summary>A key frame has begun, or nobody waits any more.</summary>
    public void Settle()
    {
        IsWanted = false;
        _pause = Least;
    }

    /// <summary>Whether the sender is to be asked now.</summary>
    public bool TryAsk(Timestamp now)
    {
        if (NextDeadline > now)
            return false;
        // Asked for again with no key frame since: the sender is slow, or will not.
        _pause = _askedAt == Timestamp.Never || now - _askedAt > Most * 2 ? Least : Longer(_pause);
        _askedAt = now;
        return true;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 > Most ? Most : pause * 2;
}
