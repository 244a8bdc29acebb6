using Plenum.Rtc;

namespace Plenum.Media;

/// <summary>What a publisher announces of one spatial layer; measured as soon as it is sent.</summary>
/// <param name="Width">Of its pictures; 0 if not known.</param>
/// <param name="Height">Of its pictures; 0 if not known.</param>
/// <param name="MaxBitrate">The most that it will take.</param>
public sealed record PublishedEncoding(int Width, int Height, Bitrate MaxBitrate);
