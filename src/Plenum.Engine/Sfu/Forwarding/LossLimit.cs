using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Congestion;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// What the losses leave that a client reports, as draft-ietf-rmcat-gcc-02, section 6, has it: up below 2 %, down above
/// 10 %. Where nothing is reported it stays what it is.
/// </summary>
internal sealed class LossLimit(CongestionOptions limits)
{
    private const double FewLost = 0.02;
    private const double ManyLost = 0.1;
    private const double Rise = 1.08;

    /// <summary>What arrives is what there is room for; but no more than half is taken off at a time.</summary>
    private const double LeastLeft = 0.5;

    /// <summary>More than anybody wants is not tried, so that what breaks down has not far to fall.</summary>
    private const double Headroom = 1.5;

    /// <summary>Grown so far since, it has left the limit behind that it met.</summary>
    private const double Outgrown = 2;

    /// <summary>One of a handful says nothing of the share.</summary>
    private const int FewestPackets = 20;

    private static readonly Bitrate Unmeasured = Bitrate.FromKilobits(10_000);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private ReportedPackets _counted;
    private Timestamp _stepAt = Timestamp.Zero;
    private Bitrate _shown;

    /// <summary>The limit.</summary>
    public Bitrate Current { get; private set; } = Bitrate.Min(Unmeasured, limits.Maximum);

    /// <summary>Whether losses have shown that the path carries no more.</summary>
    public bool IsProven => Current < _shown * Outgrown;

    /// <summary>Takes in what was reported so far.</summary>
    public void Update(ReportedPackets reported, SubscriberRates rates, Timestamp now)
    {
        var news = reported - _counted;
        if (now < _stepAt || news.Expected < FewestPackets)
            return;
        (_counted, _stepAt) = (reported, now + Step);
        if (news.LostShare > ManyLost)
            Fall(news.LostShare, rates.Used);
        else if (news.LostShare < FewLost)
            Current = Bitrate.Max(Current, Bitrate.Min(Current * Rise, Most(rates.Wanted)));
    }

    private Bitrate Most(Bitrate wanted) => Bitrate.Min(limits.Maximum, wanted * Headroom);

    private void Fall(double lost, Bitrate used)
    {
        var arrived = Bitrate.Max(used * (1 - lost), Current * LeastLeft);
        Current = Bitrate.Max(limits.Minimum, Bitrate.Min(arrived, Current * (1 - (lost / 2))));
        _shown = Current;
    }
}
