using Plenum.Protocol;
using Plenum.Rtc.Sdp;
using VideoCodec = Plenum.Rtc.Codecs.VideoCodec;

namespace Plenum.Client.Link;

/// <summary>What is known of codecs, in the words of each floor.</summary>
internal static class Codecs
{
    /// <summary>
    /// Without RED: its packets name a payload type inside (RFC 2198), which is the publisher's, so that a receiver with
    /// other numbers could not read it. Where it is not agreed, browsers send Opus with forward error correction.
    /// </summary>
    public static NegotiationPolicy Policy { get; } = new() { Audio = [CodecPreference.Opus], AcceptsData = false };

    public static CodecKind KindOf(MediaCodec codec) => codec switch
    {
        MediaCodec.Opus => CodecKind.Opus,
        MediaCodec.Vp8 => CodecKind.Vp8,
        MediaCodec.H264 => CodecKind.H264,
        MediaCodec.Vp9 => CodecKind.Vp9,
        _ => CodecKind.Av1,
    };

    /// <summary>For pictures.</summary>
    public static VideoCodec? VideoCodecOf(CodecKind kind) => kind switch
    {
        CodecKind.Vp8 => VideoCodec.Vp8,
        CodecKind.H264 => VideoCodec.H264,
        CodecKind.Vp9 => VideoCodec.Vp9,
        CodecKind.Av1 => VideoCodec.Av1,
        _ => null,
    };

    public static MediaKind KindOf(TrackSource source) =>
        source is TrackSource.Microphone or TrackSource.ScreenAudio ? MediaKind.Audio : MediaKind.Video;

    public static bool Fits(TrackSource source, MediaCodec codec) =>
        (KindOf(source) == MediaKind.Audio) == (codec == MediaCodec.Opus);
}
