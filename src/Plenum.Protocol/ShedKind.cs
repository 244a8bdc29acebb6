using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>What an overloaded server leaves out; each with all before it. Sound is never left out.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ShedKind>))]
public enum ShedKind
{
    /// <summary>Nothing: all is well.</summary>
    Nothing,

    /// <summary>Large pictures: everybody gets the smallest layer.</summary>
    Layers,

    /// <summary>Pictures other than the main one: of who speaks, of a screen, or the largest.</summary>
    SidePictures,

    /// <summary>All pictures, of some participants or of all.</summary>
    Pictures,
}
