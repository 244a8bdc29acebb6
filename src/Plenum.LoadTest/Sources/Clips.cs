using Plenum.LoadTest.Plan;

namespace Plenum.LoadTest.Sources;

/// <summary>The clips that can be sent.</summary>
internal static class Clips
{
    /// <summary>Pictures.</summary>
    public static MediaClip Video(MediaPlan plan) => plan.Video switch
    {
        VideoKind.Vp8 => Recording("vp8.ivf"),
        VideoKind.H264 => Recording("h264.ivf"),
        _ => ConstantClips.Video(plan.Bitrate, plan.FrameRate, 640, 360),
    };

    /// <summary>The sizes that pictures are sent in, the smallest first; shares of the bitrate as Chromium has them.</summary>
    public static IReadOnlyList<PictureEncoding> Encodings(MediaPlan plan)
    {
        if (plan.Video == VideoKind.None)
            return [];
        if (!plan.IsSimulcast)
            return [new("", Video(plan))];
        return
        [
            new("q", ConstantClips.Video(plan.Bitrate * 0.08, plan.FrameRate, 320, 180)),
            new("h", ConstantClips.Video(plan.Bitrate * 0.28, plan.FrameRate, 640, 360)),
            new("f", ConstantClips.Video(plan.Bitrate, plan.FrameRate, 1280, 720)),
        ];
    }

    /// <summary>Sound.</summary>
    public static MediaClip Audio(MediaPlan plan) =>
        plan.Audio == AudioKind.Opus ? Recording("opus.ivf") : ConstantClips.Audio(plan.SoundLength);

    private static MediaClip Recording(string name)
    {
        using var stream = typeof(Clips).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The recording {name} is missing.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return IvfFile.Read(bytes);
    }
}
