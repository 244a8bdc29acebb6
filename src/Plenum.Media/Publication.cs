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

    internal Publication(PublicationId id, PublicationOptions options, PacketPool pool)
    {
        Id = id;
        Options = options;
        Codec = FindCodec(options.Formats);
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

    /// <summary>Whose voice a microphone's is; null for all else.</summary>
    internal Speaker? Voice { get; set; }

    internal bool IsScalable => Options.IsScalable;

    internal RtpExtensionMap Extensions => Options.Extensions;

    /// <summary>A set would shuffle; a list is walked for each packet, and changed seldom.</summary>
    internal List<ReceiveSlot> Slots { get; } = [];

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
