namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What came of trying to enter a room.</summary>
internal enum EntranceResult
{
    /// <summary>In the room, or in its waiting room.</summary>
    Inside,

    /// <summary>The room said no, and the client was told.</summary>
    Refused,

    /// <summary>The room was over before it could answer: look for the next of this name.</summary>
    RoomOver,
}
