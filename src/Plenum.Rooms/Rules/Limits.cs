namespace Plenum.Rooms;

/// <summary>Whether what a client sent is within bounds; each refusal says what to do.</summary>
internal sealed class Limits(RoomSettings settings)
{
    private const int MaxEmojiLength = 16;
    private const int MaxPixels = 16384;

    public RoomError? Name(string name)
    {
        if (name.Length > settings.MaxNameLength)
            return new(RoomErrorCode.NameTooLong, $"The name has {name.Length} characters; use at most {settings.MaxNameLength}.");
        if (string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
            return Refusal.Invalid("name: give one, without control characters.");
        return null;
    }

    public RoomError? Metadata(string metadata) => metadata.Length > settings.MaxMetadataLength
        ? new(RoomErrorCode.MetadataTooLong, $"The metadata has {metadata.Length} characters; use at most {settings.MaxMetadataLength}.")
        : null;

    public RoomError? ChatText(string text)
    {
        if (text.Length > settings.MaxChatLength)
            return new(RoomErrorCode.ChatTooLong, $"The message has {text.Length} characters; use at most {settings.MaxChatLength}.");
        return string.IsNullOrWhiteSpace(text) ? Refusal.Invalid("text: write something.") : null;
    }

    public static RoomError? Emoji(string emoji) => emoji.Length > MaxEmojiLength || string.IsNullOrWhiteSpace(emoji)
        ? Refusal.Invalid($"emoji: use 1 to {MaxEmojiLength} UTF-16 code units.")
        : null;

    public static RoomError? Role(Role role) =>
        Enum.IsDefined(role) ? null : Refusal.Invalid("role: use host, member or viewer.");

    public static RoomError? Source(TrackSource source) =>
        Enum.IsDefined(source) ? null : Refusal.Invalid("source: use microphone, camera, screen or screenAudio.");

    /// <summary>A list of tracks to publish at once.</summary>
    public RoomError? Tracks(IReadOnlyList<TrackSpec> tracks)
    {
        if (tracks.Count > settings.MaxPublications)
            return TooMany();
        var cids = new HashSet<Cid>();
        foreach (var track in tracks)
        {
            if (Track(track) is { } error)
                return error;
            if (!cids.Add(track.Cid))
                return Duplicate(track.Cid);
        }

        return null;
    }

    /// <summary>One more track of somebody who publishes already.</summary>
    public RoomError? NextTrack(Participant publisher, TrackSpec track)
    {
        if (Track(track) is { } error)
            return error;
        if (publisher.Find(track.Cid) is not null)
            return Duplicate(track.Cid);
        return publisher.State.Publications.Count >= settings.MaxPublications ? TooMany() : null;
    }

    public static RoomError? Picture(TrackKind kind, int? width, int? height)
    {
        if (kind == TrackKind.Audio && (width is not null || height is not null))
            return Refusal.Invalid("width, height: leave them out for audio.");
        return width is < 1 or > MaxPixels || height is < 1 or > MaxPixels
            ? Refusal.Invalid($"width, height: use 1 to {MaxPixels}.")
            : null;
    }

    private static RoomError? Track(TrackSpec track) =>
        Source(track.Source) ?? Picture(track.Source.Kind(), track.Width, track.Height);

    private static RoomError Duplicate(Cid cid) =>
        new(RoomErrorCode.DuplicatePublication, $"You publish {cid} already; choose another cid or unpublish it first.");

    private RoomError TooMany() =>
        new(RoomErrorCode.TooManyPublications, $"Publish at most {settings.MaxPublications} tracks; unpublish one first.");
}
