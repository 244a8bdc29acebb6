namespace Plenum.Rooms;

/// <summary>Where a track comes from.</summary>
public enum TrackSource
{
    /// <summary>A microphone; audio.</summary>
    Microphone,

    /// <summary>A camera; video.</summary>
    Camera,

    /// <summary>A shared screen, window or tab; video.</summary>
    Screen,

    /// <summary>The sound of what is shared; audio.</summary>
    ScreenAudio,
}
