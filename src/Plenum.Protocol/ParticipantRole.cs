using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>What somebody is in a room; each role comes with grants.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ParticipantRole>))]
public enum ParticipantRole
{
    /// <summary>Runs the call.</summary>
    Host,

    /// <summary>Takes part.</summary>
    Member,

    /// <summary>Watches, chats and raises a hand.</summary>
    Viewer,
}
