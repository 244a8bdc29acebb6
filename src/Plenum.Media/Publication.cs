using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Media.Speaking;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;

namespace Plenum.Media;

/// <summary>A track that somebody publishes, and the slots that it feeds or is about to feed.</summary>
public sealed class Publication
{
    private readonly SourceStream[] _streams;
    private readonly bool[] _isAnnounced = new bool[128];
    private readonly int[] _heights;

    internal Publication(PublicationId id, PublicationOptions options, PacketPool pool)
    {
        Id = id;
        Options = options;
        Codec = FindCodec(options.Formats);
        Layers = new(this);
        _heights = [.. options.Encodings.Select(encoding => encoding.Height)];
        _streams = new SourceStream[options.IsScalable ? 1 : options.Encodings.Count];
        for (var encoding = 0; encoding < _streams.Length; encoding++)
            _streams[encoding] = new(this, encoding, pool);
        foreach (var format in options.Formats)
            _isAnnounced[format.PayloadType & 0x7f] = true;
    }

    /// <summary>Its number.</summary>
    public PublicationId Id { get; }

    /// <summary>What it is.</summary>
    public PublicationOptions Options { get; }

    /// <summary>Whether it is to be seen.</summary>
    public bool IsVideo => Options.Source is MediaSource.Camera or MediaSource.Screen;

    /// <summary>Its streams as they come in: one for each encoding of simulcast, else one.</summary>
    public IReadOnlyList<SourceStream> Streams => _streams;

    internal VideoCodec? Codec { get; }

    /// <summary>Its layers, with what each takes.</summary>
    internal LayerOptions Layers { get; }

    /// <summary>Whose voice a microphone's is; null for all else.</summary>
    internal Speaker? Voice { get; set; }

    internal bool IsScalable => Options.IsScalable;

    internal RtpExtensionMap Extensions => Options.Extensions;

    /// <summary>A set would shuffle; a list is walked for each packet, and changed seldom.</summary>
    internal List<ReceiveSlot> Slots { get; } = [];

    /// <summary>The height of a layer's pictures: as announced, until a key frame says otherwise; 0 if not known.</summary>
    internal int HeightOf(int spatial) => _heights[spatial];

    /// <summary>
    /// A key frame of an encoding (of SVC: the largest layer) has this height. The others are as much larger or smaller as
    /// announced: a camera that is turned, or a window that is resized, is so in all of them, also in those not sent now.
    /// </summary>
    /// <returns>Whether that is new.</returns>
    internal bool NoteHeight(int encoding, int height)
    {
        var encodings = Options.Encodings;
        var told = IsScalable ? encodings.Count - 1 : encoding;
        if (_heights[told] == height)
            return false;
        for (var spatial = 0; spatial < _heights.Length; spatial++)
        {
            if (encodings[told].Height > 0)
                _heights[spatial] = (int)((long)encodings[spatial].Height * height / encodings[told].Height);
        }

        _heights[told] = height;
        Layers.Invalidate();
        return true;
    }

    internal bool IsAnnounced(byte payloadType) => _isAnnounced[payloadType];

    /// <summary>A stream starts over: nobody who was fed from it can go on without a key frame.</summary>
    internal void Restart(SourceStream stream)
    {
        foreach (var slot in Slots)
            slot.NoteRestart(stream);
    }

    private static VideoCodec? FindCodec(IReadOnlyList<MediaFormat> formats)
    {
        foreach (var format in formats)
        {
            if (format.Video is { } codec)
                return codec;
        }

        return null;
    }
}
