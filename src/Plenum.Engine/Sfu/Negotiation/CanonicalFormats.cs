using System.Collections.Immutable;
using System.Globalization;
using Plenum.Media;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu.Negotiation;

/// <summary>
/// Payload types under names that are equal where a packet of the one may be sent as the other. What does not matter to
/// a receiver (bitrate limits, H.264 profiles, which all decoders take) is not in the name.
/// </summary>
internal static class CanonicalFormats
{
    /// <summary>What a publisher may send.</summary>
    public static ImmutableArray<MediaFormat> SentIn(NegotiatedMedia media) =>
        [.. media.Codecs.Select(codec => Create(codec, NameOf(codec)))];

    /// <summary>What a receiver understands.</summary>
    public static ImmutableArray<MediaFormat> UnderstoodIn(NegotiatedMedia media) =>
        [.. media.Codecs.SelectMany(codec => NamesUnderstoodBy(codec).Select(name => Create(codec, name)))];

    private static MediaFormat Create(NegotiatedCodec codec, string name) =>
        new(codec.PayloadType, name, VideoCodecOf(codec.Kind));

    private static IEnumerable<string> NamesUnderstoodBy(NegotiatedCodec codec)
    {
        yield return NameOf(codec);
        // RFC 6184, section 6.3: who takes fragments and aggregates takes single NAL units too.
        if (codec.Kind == CodecKind.H264 && ModeOf(codec) == 1)
            yield return NameOf(codec, "0");
    }

    private static string NameOf(NegotiatedCodec codec) => codec.Kind switch
    {
        CodecKind.H264 => NameOf(codec, ModeOf(codec).ToString(CultureInfo.InvariantCulture)),
        // Its blocks name the payload types inside (RFC 2198, section 3), which nobody rewrites.
        CodecKind.Red => NameOf(codec, codec.Format.Parameters.Text.Split('/')[0]),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"{codec.Format.Name.ToUpperInvariant()}/{codec.Format.ClockRate}/{codec.Format.Channels}"),
    };

    private static string NameOf(NegotiatedCodec codec, string variant) => string.Create(
        CultureInfo.InvariantCulture,
        $"{codec.Format.Name.ToUpperInvariant()}/{codec.Format.ClockRate}/{codec.Format.Channels};{variant}");

    private static long ModeOf(NegotiatedCodec codec) => codec.Format.Parameters.Number("packetization-mode", 0);

    private static VideoCodec? VideoCodecOf(CodecKind kind) => kind switch
    {
        CodecKind.Vp8 => VideoCodec.Vp8,
        CodecKind.Vp9 => VideoCodec.Vp9,
        CodecKind.H264 => VideoCodec.H264,
        CodecKind.Av1 => VideoCodec.Av1,
        _ => null,
    };
}
