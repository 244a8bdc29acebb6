using Plenum.Media;

namespace Plenum.Engine.Sfu;

/// <summary>What a client says it sends in a media section of its offer.</summary>
/// <param name="Publication">The publication; nobody else's.</param>
/// <param name="Source">What it shows or sounds.</param>
/// <param name="Width">Of its largest pictures in pixels; 0 if not known.</param>
/// <param name="Height">Of its largest pictures in pixels; 0 if not known.</param>
public sealed record OfferedTrack(PublicationKey Publication, MediaSource Source, int Width = 0, int Height = 0)
{
    /// <summary>How many sizes of the picture lie in one scalable encoding, 1 to 4; 0 if it is not said.</summary>
    public int Layers { get; init; }
}
