using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>The layers of a publication that can be had, with what each takes.</summary>
internal static class LayerOptions
{
    /// <summary>
    /// Lists them in rising order. What is sent counts as measured; what is not (stopped because nobody watched, or not
    /// begun) counts as announced. What takes no more than a better layer is left out. Fewer frames are an option where
    /// nothing else is left, and for screens, where sharpness comes before motion.
    /// </summary>
    public static List<LayerOption> Of(Publication publication, Timestamp now)
    {
        var options = new List<LayerOption>();
        for (byte spatial = 0; spatial < publication.Options.Encodings.Count; spatial++)
        {
            var announced = publication.Options.Encodings[spatial];
            var stream = publication.Streams[publication.IsScalable ? 0 : spatial];
            var below = options.Count > 0 ? options[^1].Bitrate : Bitrate.Zero;
            var isMeasured = stream.IsMeasured(now) || announced.MaxBitrate == Bitrate.Zero;
            var slowest = spatial == 0 || publication.Options.Source == MediaSource.Screen ? 0 : Layer.MaxTemporal - 1;
            for (var temporal = (byte)slowest; temporal < Layer.MaxTemporal; temporal++)
            {
                var measured = isMeasured ? stream.Measure(new Layer(spatial, temporal), now) : Bitrate.Zero;
                var isSent = measured > (publication.IsScalable ? below : Bitrate.Zero);
                if (isSent)
                    Add(options, new(new Layer(spatial, temporal), announced.Height, measured));
                else if (temporal == Layer.MaxTemporal - 1 && announced.MaxBitrate > below)
                    Add(options, new(new Layer(spatial, temporal), announced.Height, announced.MaxBitrate));
            }
        }

        return options;
    }

    private static void Add(List<LayerOption> options, in LayerOption option)
    {
        // Never more for less: a higher layer that takes no more than those below replaces them.
        while (options.Count > 0 && options[^1].Bitrate >= option.Bitrate)
            options.RemoveAt(options.Count - 1);
        options.Add(option);
    }
}
