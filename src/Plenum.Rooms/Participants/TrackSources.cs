namespace Plenum.Rooms;

/// <summary>What follows from where a track comes from.</summary>
public static class TrackSources
{
    /// <summary>Whether a track of this source carries sound or pictures.</summary>
    /// <param name="source">Where the track comes from.</param>
    /// <returns>The kind.</returns>
    public static TrackKind Kind(this TrackSource source) =>
        source is TrackSource.Microphone or TrackSource.ScreenAudio ? TrackKind.Audio : TrackKind.Video;

    /// <summary>The grant that publishing a track of this source takes.</summary>
    /// <param name="source">Where the track comes from.</param>
    /// <returns>The grant.</returns>
    public static Grants NeededGrant(this TrackSource source) => source switch
    {
        TrackSource.Microphone => Grants.PublishAudio,
        TrackSource.Camera => Grants.PublishVideo,
        _ => Grants.PublishScreen,
    };
}
