using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// The round trip to the peer, from the answers to our sender reports (RFC 3550, section 6.4.1) or to our reference
/// times (RFC 3611, section 4.5); smoothed as TCP does (RFC 6298).
/// </summary>
public sealed class RoundTripTime
{
    private const double Gain = 1.0 / 8;
    private static readonly TimeSpan Largest = TimeSpan.FromSeconds(60);

    /// <summary>The last sample; null before the first.</summary>
    public TimeSpan? Latest { get; private set; }

    /// <summary>The smoothed time; null before the first sample.</summary>
    public TimeSpan? Smoothed { get; private set; }

    /// <summary>The smallest sample; null before the first.</summary>
    public TimeSpan? Smallest { get; private set; }

    /// <summary>Takes the answer in a report block about one of our streams.</summary>
    /// <returns>False if the peer had no sender report yet, or the times make no sense.</returns>
    public bool OnReportBlock(in ReportBlock block, NtpTime now) =>
        block.LastSenderReport.Value != 0
        && OnAnswer(block.LastSenderReport, block.DelaySinceLastSenderReport, now);

    /// <summary>Takes the answer to one of our reference times.</summary>
    /// <returns>False if the peer had none yet, or the times make no sense.</returns>
    public bool OnReceiverDelay(in ReceiverDelay delay, NtpTime now) =>
        delay.LastReferenceTime.Value != 0 && OnAnswer(delay.LastReferenceTime, delay.Delay, now);

    /// <summary>Takes a round trip measured elsewhere, such as by a STUN check.</summary>
    public void OnSample(TimeSpan sample)
    {
        Latest = sample;
        Smoothed = Smoothed is { } smoothed ? smoothed + ((sample - smoothed) * Gain) : sample;
        Smallest = Smallest is { } smallest && smallest <= sample ? smallest : sample;
    }

    private bool OnAnswer(NtpShort sent, NtpShort held, NtpTime now)
    {
        var units = (int)(now.Short - sent - held).Value;
        var sample = new NtpShort((uint)Math.Max(0, units)).ToSpan();
        // Clocks tick in steps, so slightly below zero is a round trip of nothing; far below or above is a lie.
        if (units < -(1 << 12) || sample > Largest)
            return false;
        OnSample(sample);
        return true;
    }
}
