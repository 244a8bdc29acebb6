using Plenum.Rtc;
using Plenum.Rtc.Congestion;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// What may be sent to a client: the estimate of its path, where it gives transport-wide feedback; else what it estimates
/// itself (REMB), and what the losses that it reports leave, as draft-ietf-rmcat-gcc-02, section 6, has it: up below 2 %,
/// down above 10 %.
/// </summary>
internal sealed class PathBudget(bool isEstimated, CongestionOptions limits)
{
    private const double FewLost = 0.02;
    private const double ManyLost = 0.1;
    private const double Rise = 1.08;

    /// <summary>What does not change what anybody gets is not worth planning anew for.</summary>
    private const double Unnoticed = 0.03;

    /// <summary>Above this a frame is gone in a few milliseconds whatever it meets: it leaves as one piece.</summary>
    private static readonly Bitrate Wide = Bitrate.FromKilobits(6_000);

    private static readonly Bitrate Unmeasured = Bitrate.FromKilobits(10_000);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What a path shows at its very beginning is mostly the machine that sets up the call; a picture is not left out for it.
    /// </summary>
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(1.5);

    /// <summary>A receiver's estimate that has fallen so far has met a limit; grown so far since, it has left it behind.</summary>
    private const double Fallen = 0.85;
    private const double Outgrown = 2;

    private Bitrate _byLoss = Bitrate.Min(Unmeasured, limits.Maximum);
    private Timestamp _stepAt = Timestamp.Zero;
    private bool _hasLost;
    private Timestamp _since = Timestamp.Never;
    private Bitrate _highestStated;
    private Bitrate _shownByReceiver;

    /// <summary>The budget.</summary>
    public Bitrate Current { get; private set; }

    /// <summary>Whether the path has shown that it carries no more; else the budget is a guess.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Whether what is sent had better be spread over time.</summary>
    public bool IsNarrow => IsProven && Current < Wide;

    /// <summary>Looks at the connection.</summary>
    public void Update(Peer peer, Timestamp now)
    {
        if (_since == Timestamp.Never)
            _since = now;
        var next = isEstimated ? peer.TargetBitrate : Stated(peer, now);
        var hasShownLimit = isEstimated ? peer.Bandwidth is { IsProven: true } : _hasLost || _shownByReceiver > Bitrate.Zero;
        IsProven = hasShownLimit && now - _since >= Youth;
        if (Math.Abs(next.BitsPerSecond - Current.BitsPerSecond) > Current.BitsPerSecond * Unnoticed)
            Current = next;
    }

    private Bitrate Stated(Peer peer, Timestamp now)
    {
        var byLoss = ByLoss(peer, now);
        if (peer.ReceiverLimit is not { } stated)
            return byLoss;
        if (stated < _highestStated * Fallen)
            (_shownByReceiver, _highestStated) = (stated, stated);
        else if (stated > _shownByReceiver * Outgrown)
            _shownByReceiver = Bitrate.Zero;
        _highestStated = Bitrate.Max(_highestStated, stated);
        return Bitrate.Min(byLoss, stated);
    }

    private Bitrate ByLoss(Peer peer, Timestamp now)
    {
        if (_stepAt > now)
            return _byLoss;
        _stepAt = now + Step;
        var lost = 0.0;
        foreach (var stream in peer.OutboundStreams)
            lost = Math.Max(lost, stream.FractionLost);
        _hasLost |= lost > ManyLost;
        if (lost > ManyLost)
            _byLoss = Bitrate.Max(limits.Minimum, _byLoss * (1 - (lost / 2)));
        else if (lost < FewLost)
            _byLoss = Bitrate.Min(limits.Maximum, _byLoss * Rise);
        return _byLoss;
    }
}
