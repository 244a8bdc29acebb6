namespace Plenum.Rtc.Congestion;

/// <summary>What the delay tells about the bottleneck (draft-ietf-rmcat-gcc-02, section 5.4).</summary>
internal enum BandwidthUsage
{
    /// <summary>The queue neither grows nor drains.</summary>
    Normal,

    /// <summary>The queue grows.</summary>
    Overuse,

    /// <summary>The queue drains.</summary>
    Underuse,
}
