using Plenum.LoadTest.Plan;

namespace Plenum.LoadTest.Sources;

/// <summary>The clips that can be sent.</summary>
internal static class Clips
{
    /// <summary>Pictures.</summary>
    public static MediaClip Video(MediaPlan plan) => plan.Video switch
    {
        VideoKind.Constant => ConstantClips.Video(plan.Bitrate, plan.FrameRate),
        _ => throw new NotSupportedException($"There is no recording of {plan.Video}."),
    };

    /// <summary>Sound.</summary>
    public static MediaClip Audio(MediaPlan plan) => plan.Audio switch
    {
        AudioKind.Constant => ConstantClips.Audio(plan.SoundLength),
        _ => throw new NotSupportedException($"There is no recording of {plan.Audio}."),
    };
}
