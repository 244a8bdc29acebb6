using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>Why somebody is gone.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<LeaveReason>))]
public enum LeaveReason
{
    /// <summary>Left on purpose.</summary>
    Left,

    /// <summary>The socket was gone for longer than the grace.</summary>
    TimedOut,

    /// <summary>Put out by a host.</summary>
    Removed,

    /// <summary>The call was ended for everybody.</summary>
    RoomEnded,
}
