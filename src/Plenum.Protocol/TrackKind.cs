using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>What a track carries.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TrackKind>))]
public enum TrackKind
{
    /// <summary>Sound.</summary>
    Audio,

    /// <summary>Pictures.</summary>
    Video,
}
