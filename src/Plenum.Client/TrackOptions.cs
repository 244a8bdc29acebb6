using Plenum.Protocol;

namespace Plenum.Client;

/// <summary>A track to publish.</summary>
public sealed record TrackOptions
{
    /// <summary>Where it comes from; tells sound from pictures.</summary>
    public required TrackSource Source { get; init; }

    /// <summary>How its frames are encoded; sound for sources of sound, pictures for sources of pictures.</summary>
    public required MediaCodec Codec { get; init; }

    /// <summary>Its id among this client's tracks, 1 to 32 of <c>A-Z a-z 0-9 _ -</c>; null to have one made up.</summary>
    public string? Cid { get; init; }

    /// <summary>Whether it begins muted.</summary>
    public bool Muted { get; init; }

    /// <summary>Width of the picture in pixels, 1 to 16384; null if unknown.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the picture in pixels, 1 to 16384; null if unknown.</summary>
    public int? Height { get; init; }
}
