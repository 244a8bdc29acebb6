using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>
/// The layers of a publication that can be had, with what each takes. All who watch it ask at the same time: they are
/// worked out once.
/// </summary>
internal sealed class LayerOptions(Publication publication)
{
    private readonly List<LayerOption> _options = [];
    private Timestamp _at = Timestamp.Never;

    /// <summary>What was worked out is not right any more.</summary>
    public void Invalidate() => _at = Timestamp.Never;

    /// <summary>
    /// Lists them in rising order. What is sent counts as measured; what is not (stopped because nobody watched, or not
    /// begun) counts as announced. What takes no more than a better layer is left out. Fewer frames are an option where
    /// nothing else is left, and for screens, where sharpness comes before motion. Valid until it is asked at another time.
    /// </summary>
    public IReadOnlyList<LayerOption> At(Timestamp now)
    {
        if (_at == now)
            return _options;
        _at = now;
        _options.Clear();
        for (byte spatial = 0; spatial < publication.Options.Encodings.Count; spatial++)
            AddOf(spatial, now);
        return _options;
    }

    private void AddOf(byte spatial, Timestamp now)
    {
        var announced = publication.Options.Encodings[spatial];
        var height = publication.HeightOf(spatial);
        var stream = publication.Streams[publication.IsScalable ? 0 : spatial];
        var below = _options.Count > 0 ? _options[^1].Bitrate : Bitrate.Zero;
        var isMeasured = stream.IsMeasured(now) || announced.MaxBitrate == Bitrate.Zero;
        var slowest = spatial == 0 || publication.Options.Source == MediaSource.Screen ? 0 : Layer.MaxTemporal - 1;
        for (var temporal = (byte)slowest; temporal < Layer.MaxTemporal; temporal++)
        {
            var measured = isMeasured ? stream.Measure(new Layer(spatial, temporal), now) : Bitrate.Zero;
            var isSent = measured > (publication.IsScalable ? below : Bitrate.Zero);
            if (isSent)
                Add(new(new Layer(spatial, temporal), height, measured));
            else if (temporal == Layer.MaxTemporal - 1 && announced.MaxBitrate > below)
                Add(new(new Layer(spatial, temporal), height, announced.MaxBitrate));
        }
    }

    private void Add(in LayerOption option)
    {
        // Never more for less: a higher layer that takes no more than those below replaces them.
        while (_options.Count > 0 && _options[^1].Bitrate >= option.Bitrate)
            _options.RemoveAt(_options.Count - 1);
        _options.Add(option);
    }
}
