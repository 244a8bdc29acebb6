namespace Plenum.Protocol;

/// <summary>A track that a client publishes, as the client describes it.</summary>
public sealed record PublicationSpec
{
    /// <summary>The client's id of the track, unique among its own: 1 to 32 of <c>A-Z a-z 0-9 _ -</c>.</summary>
    public required string Cid { get; init; }

    /// <summary>Where the track comes from; tells audio from video.</summary>
    public required TrackSource Source { get; init; }

    /// <summary>Whether the track sends silence or black on purpose.</summary>
    public bool Muted { get; init; }

    /// <summary>Pixels, 1 to 16384; for video.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels, 1 to 16384; for video.</summary>
    public int? Height { get; init; }
}
