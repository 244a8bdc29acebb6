namespace Plenum.Protocol;

/// <summary>A track that somebody publishes.</summary>
public sealed record PublicationInfo
{
    /// <summary><c>{participant}.{cid}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Audio or video.</summary>
    public required TrackKind Kind { get; init; }

    /// <summary>Where the track comes from.</summary>
    public required TrackSource Source { get; init; }

    /// <summary>Whether the track sends silence or black on purpose.</summary>
    public required bool Muted { get; init; }

    /// <summary>Pixels; for video, if known.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels; for video, if known.</summary>
    public int? Height { get; init; }
}
