using Plenum.Protocol;

namespace Plenum.Client.Tests.Support;

/// <summary>Tracks as tests publish them.</summary>
internal static class Tracks
{
    public static TrackOptions Microphone { get; } =
        new() { Source = TrackSource.Microphone, Codec = MediaCodec.Opus, Cid = "mic" };

    public static TrackOptions Camera { get; } =
        new() { Source = TrackSource.Camera, Codec = MediaCodec.Vp8, Cid = "cam", Width = 640, Height = 360 };

    public static TrackOptions Screen { get; } = Camera with { Source = TrackSource.Screen, Cid = null };
}
