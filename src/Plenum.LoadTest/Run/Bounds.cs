using System.Globalization;
using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Sources;

namespace Plenum.LoadTest.Run;

/// <summary>What a test may not be: a typing error shall not become an attack. Pure.</summary>
internal static class Bounds
{
    private const double SoundBitsPerSecond = 50_000;

    /// <summary>Looks at a test.</summary>
    /// <exception cref="LoadTestException">It is too much, or its target is not this machine.</exception>
    public static void Check(LoadTestOptions options, LoadPlan plan, bool isLocal)
    {
        if (!isLocal && !options.AllowsRemote)
            throw new LoadTestException("The target is not this machine. Only load servers that are yours, and say --remote.");
        if (plan.Peak > LoadTestOptions.MostParticipants)
            throw new LoadTestException(Text($"{plan.Peak} participants at one time; {LoadTestOptions.MostParticipants} is the most."));
        if (options.Hold > LoadTestOptions.LongestHold)
            throw new LoadTestException(Text($"A hold is {LoadTestOptions.LongestHold.TotalHours} h at most."));
        var bits = BitsPerSecond(options.Media, plan);
        if (bits > LoadTestOptions.MostBitsPerSecond)
            throw new LoadTestException(Text($"{bits / 1e9:F1} Gbit/s in all; {LoadTestOptions.MostBitsPerSecond / 1e9:F0} is the most."));
    }

    private static double BitsPerSecond(MediaPlan media, LoadPlan plan)
    {
        var (pictures, sounds) = plan.Subscriptions(media);
        var rate = media.Video == VideoKind.None ? 0 : Clips.Video(media).Bitrate.BitsPerSecond;
        return (pictures * (double)rate) + (sounds * SoundBitsPerSecond);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
