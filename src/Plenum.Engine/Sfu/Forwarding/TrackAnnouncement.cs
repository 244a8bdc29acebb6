using Plenum.Engine.Sfu.Negotiation;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>What a track's layers are taken to be until they are measured.</summary>
internal static class TrackAnnouncement
{
    private const int CameraHeight = 720;
    private const int ScreenHeight = 1080;

    /// <summary>Layers in one encoding of who does not say: no encoder makes more, and those that do not come count for nothing.</summary>
    private const int UnsaidLayers = 3;

    /// <summary>Bits for each pixel of a picture and second: 100 kbit/s for 320x180, 1.7 Mbit/s for 1280x720.</summary>
    private const double BitsPerPixelSecond = 1.8;

    /// <summary>Describes a track to the room, by the format of its first packet.</summary>
    public static PublicationOptions OptionsOf(
        PlannedTrack track, MediaFormat first, ParticipantId participant, RtpExtensionMap extensions)
    {
        var isScalable = track.Encodings == 1 && first.Video is VideoCodec.Vp9 or VideoCodec.Av1;
        return new PublicationOptions
        {
            Participant = participant,
            Source = track.Offered.Source,
            Formats = [.. track.Formats.Where(format => format.Video == first.Video)],
            Extensions = extensions,
            Encodings = first.Video is null ? [new(0, 0, default)] : EncodingsOf(track, isScalable),
            IsScalable = isScalable,
        };
    }

    private static PublishedEncoding[] EncodingsOf(PlannedTrack track, bool isScalable)
    {
        var (width, height) = SizeOf(track.Offered);
        var count = isScalable ? LayersIn(track.Offered) : track.Encodings;
        var encodings = new PublishedEncoding[count];
        for (var layer = 0; layer < count; layer++)
        {
            // Each is half as large as the next, as every encoder has it unless it is told otherwise.
            var (layerWidth, layerHeight) = (width >> (count - 1 - layer), height >> (count - 1 - layer));
            // Of a scalable stream not all layers may come: those above the lowest count as measured.
            var rate = isScalable && layer > 0 ? 0 : (long)(layerWidth * layerHeight * BitsPerPixelSecond);
            encodings[layer] = new(layerWidth, layerHeight, new Bitrate(rate));
        }

        return encodings;
    }

    private static int LayersIn(OfferedTrack track) => track switch
    {
        { Layers: > 0 } => track.Layers,
        { Source: MediaSource.Screen } => 1,
        _ => UnsaidLayers,
    };

    private static (int Width, int Height) SizeOf(OfferedTrack track)
    {
        var usual = track.Source == MediaSource.Screen ? ScreenHeight : CameraHeight;
        var height = track.Height > 0 ? track.Height : usual;
        return (track.Width > 0 ? track.Width : height * 16 / 9, height);
    }
}
