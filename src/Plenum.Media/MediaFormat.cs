using Plenum.Rtc.Codecs;

namespace Plenum.Media;

/// <summary>A payload type, and what it stands for.</summary>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="Name">
/// Codec and parameters in a canonical form ("VP8/90000"): two sides mean the same format if their names are equal.
/// </param>
/// <param name="Video">The video codec; null for audio.</param>
public sealed record MediaFormat(byte PayloadType, string Name, VideoCodec? Video = null);
