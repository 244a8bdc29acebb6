using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>The kind of a session description.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SdpType>))]
public enum SdpType
{
    /// <summary>Proposes.</summary>
    Offer,

    /// <summary>Accepts.</summary>
    Answer,
}
