using Plenum.Rtc;

namespace Plenum.LoadTest.Plan;

/// <summary>What each publisher sends.</summary>
internal sealed record MediaPlan
{
    /// <summary>Its pictures.</summary>
    public VideoKind Video { get; init; } = VideoKind.Constant;

    /// <summary>Its sound.</summary>
    public AudioKind Audio { get; init; } = AudioKind.Constant;

    /// <summary>Of the constant pictures.</summary>
    public Bitrate Bitrate { get; init; } = Bitrate.FromKilobits(1200);

    /// <summary>Frames a second of the constant pictures.</summary>
    public double FrameRate { get; init; } = 30;

    /// <summary>Bytes of a frame of constant sound: 32 kbit/s.</summary>
    public int SoundLength { get; init; } = 80;

    /// <summary>Whether pictures are sent in three sizes at once, as a browser's simulcast; constant ones only.</summary>
    public bool IsSimulcast { get; init; }

    /// <summary>How long the packets of a frame take to leave; zero for all at once.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.Zero;
}
