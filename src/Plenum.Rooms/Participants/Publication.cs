namespace Plenum.Rooms;

/// <summary>A track that somebody publishes.</summary>
public sealed record Publication
{
    /// <summary>The id.</summary>
    public required PublicationId Id { get; init; }

    /// <summary>Where the track comes from.</summary>
    public required TrackSource Source { get; init; }

    /// <summary>Audio or video.</summary>
    public TrackKind Kind => Source.Kind();

    /// <summary>Whether the track sends silence or black on purpose.</summary>
    public required bool Muted { get; init; }

    /// <summary>Pixels; for video, if known.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels; for video, if known.</summary>
    public int? Height { get; init; }

    internal static Publication From(ParticipantId publisher, TrackSpec track) => new()
    {
        Id = new(publisher, track.Cid),
        Source = track.Source,
        Muted = track.Muted,
        Width = track.Width,
        Height = track.Height,
    };
}
