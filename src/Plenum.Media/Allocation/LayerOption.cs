using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>A layer that can be had.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Height">Of its pictures in pixels; 0 if not known.</param>
/// <param name="Bitrate">What it takes, as measured or as announced.</param>
public readonly record struct LayerOption(Layer Layer, int Height, Bitrate Bitrate);
