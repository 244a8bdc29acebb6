using Plenum.Rtc;
using Plenum.Rtc.Congestion;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// What may be sent to a client: the estimate of its path, where it gives transport-wide feedback; else what it estimates
/// itself (REMB), and what the losses that it reports leave.
/// </summary>
internal sealed class PathBudget(bool isEstimated, CongestionOptions limits)
{
    /// <summary>What does not change what anybody gets is not worth planning anew for.</summary>
    private const double Unnoticed = 0.03;

    /// <summary>Above this a frame is gone in a few milliseconds whatever it meets: it leaves as one piece.</summary>
    private static readonly Bitrate Wide = Bitrate.FromKilobits(6_000);

    /// <summary>
    /// What a path shows at its very beginning is mostly the machine that sets up the call; a picture is not left out for it.
    /// </summary>
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(1.5);

    private readonly LossLimit _byLoss = new(limits);
    private readonly StatedLimit _stated = new();
    private Timestamp _since = Timestamp.Never;

    /// <summary>The budget.</summary>
    public Bitrate Current { get; private set; }

    /// <summary>Whether the path has shown that it carries no more; else the budget is a guess.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Whether what is sent had better be spread over time.</summary>
    public bool IsNarrow => IsProven && Current < Wide;

    /// <summary>What is to be sent beside media, so that the path can show that it carries more.</summary>
    public Bitrate Padding { get; private set; }

    /// <summary>Takes in how the path stands.</summary>
    public void Update(in PathReport report, Timestamp now)
    {
        if (_since == Timestamp.Never)
            _since = now;
        var next = isEstimated ? report.Estimate : Limit(report, now);
        var hasShownLimit = isEstimated ? report.IsEstimateProven : _byLoss.IsProven || _stated.IsProven;
        IsProven = hasShownLimit && now - _since >= Youth;
        // Who is not probed for more than is wanted would stay a little below it for good.
        var isEnough = !isEstimated && Current < report.Rates.Wanted && next >= report.Rates.Wanted;
        if (isEnough || Math.Abs(next.BitsPerSecond - Current.BitsPerSecond) > Current.BitsPerSecond * Unnoticed)
            Current = next;
    }

    private Bitrate Limit(in PathReport report, Timestamp now)
    {
        _byLoss.Update(report.Reported, report.Rates, now);
        _stated.Update(report.Stated, now);
        Padding = _stated.Padding(report.Rates, now);
        return _stated.Current is { } stated ? Bitrate.Min(_byLoss.Current, stated) : _byLoss.Current;
    }
}
