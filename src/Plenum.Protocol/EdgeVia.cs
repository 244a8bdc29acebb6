using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>The way a publication takes to a subscriber.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<EdgeVia>))]
public enum EdgeVia
{
    /// <summary>Peer to peer.</summary>
    Direct,

    /// <summary>Through the SFU.</summary>
    Forward,

    /// <summary>Through the mixer (MCU).</summary>
    Mix,

    /// <summary>Over another server or viewer.</summary>
    Relay,
}
