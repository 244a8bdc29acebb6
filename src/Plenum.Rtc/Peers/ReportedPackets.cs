namespace Plenum.Rtc.Peers;

/// <summary>
/// What receiver reports (RFC 3550, section 6.4.1) have told so far. Each packet counts once, however often reports are
/// looked at, and a stream with few packets counts for little.
/// </summary>
/// <param name="Expected">Packets that the peer should have had.</param>
/// <param name="Lost">Those of them that it missed.</param>
public readonly record struct ReportedPackets(long Expected, long Lost)
{
    /// <summary>Both together.</summary>
    public static ReportedPackets operator +(ReportedPackets left, ReportedPackets right) =>
        new(left.Expected + right.Expected, left.Lost + right.Lost);

    /// <summary>What has been reported since.</summary>
    public static ReportedPackets operator -(ReportedPackets left, ReportedPackets right) =>
        new(left.Expected - right.Expected, left.Lost - right.Lost);

    /// <summary>The share that was lost, 0 to 1; 0 of nothing.</summary>
    public double LostShare => Expected > 0 ? (double)Lost / Expected : 0;
}
