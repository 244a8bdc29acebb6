namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>A receive slot.</summary>
/// <param name="Mid">Its media section.</param>
/// <param name="Kind">Audio or video.</param>
/// <param name="Wanted">The publication that it is to show.</param>
/// <param name="Shown">The publication that it shows.</param>
/// <param name="Forwarded">Media packets sent on it.</param>
/// <param name="Repeated">Packets sent again.</param>
/// <param name="KeyFrames">Key frames sent on it.</param>
/// <param name="Layer">The layer that its path has room for: spatial, temporal. Null for none, and for sound.</param>
/// <param name="LeftOut">Whether it is a sound that the path has no room for.</param>
internal sealed record DebugSlot(
    string Mid,
    string Kind,
    string? Wanted,
    string? Shown,
    long Forwarded,
    long Repeated,
    long KeyFrames,
    string? Layer,
    bool LeftOut);
