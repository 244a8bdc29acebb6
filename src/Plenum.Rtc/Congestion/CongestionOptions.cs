namespace Plenum.Rtc.Congestion;

/// <summary>The limits within which bandwidth is estimated.</summary>
public sealed record CongestionOptions
{
    /// <summary>Where the estimate starts, before anything is known.</summary>
    public Bitrate Start { get; init; } = Bitrate.FromKilobits(300);

    /// <summary>The estimate never goes below: audio and control must pass.</summary>
    public Bitrate Minimum { get; init; } = Bitrate.FromKilobits(50);

    /// <summary>The estimate never goes above.</summary>
    public Bitrate Maximum { get; init; } = Bitrate.FromKilobits(50_000);

    /// <summary>
    /// How much faster than the estimate the pacer sends, so that a frame larger than the average does not lag behind.
    /// </summary>
    public double PacingFactor { get; init; } = 1.5;
}
