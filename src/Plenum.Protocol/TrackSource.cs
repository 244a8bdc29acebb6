using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>Where a track comes from.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TrackSource>))]
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
