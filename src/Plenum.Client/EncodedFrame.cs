using Plenum.Rtc.Rtp;

namespace Plenum.Client;

/// <summary>One encoded frame as it was received.</summary>
/// <param name="Data">The frame: an Opus packet, a VP8 frame, or an H.264 access unit with start codes.</param>
/// <param name="Timestamp">
/// The media timestamp: 48,000 a second for Opus, 90,000 for pictures. It begins anywhere, wraps, and goes on without a
/// break when the server sends another source in its place.
/// </param>
/// <param name="IsKeyFrame">Whether a decoder may start here; true for all sound.</param>
public sealed record EncodedFrame(ReadOnlyMemory<byte> Data, uint Timestamp, bool IsKeyFrame)
{
    /// <summary>How loud a frame of sound is, as its publisher says (RFC 6464); null where that is not said.</summary>
    public AudioLevel? Level { get; init; }
}
