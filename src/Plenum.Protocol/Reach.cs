using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>Which ways a client can take.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Reach>))]
public enum Reach
{
    /// <summary>Peer to peer and through the server, as browsers can.</summary>
    Any,

    /// <summary>Through the server only: every edge of this participant goes that way.</summary>
    Forward,
}
