namespace Plenum.Rooms;

/// <summary>A track as its publisher describes it.</summary>
/// <param name="Cid">The publisher's own id of the track.</param>
/// <param name="Source">Where the track comes from; tells audio from video.</param>
/// <param name="Muted">Whether the track sends silence or black on purpose.</param>
/// <param name="Width">Pixels, 1 to 16384; for video, if known.</param>
/// <param name="Height">Pixels, 1 to 16384; for video, if known.</param>
public sealed record TrackSpec(Cid Cid, TrackSource Source, bool Muted = false, int? Width = null, int? Height = null);
