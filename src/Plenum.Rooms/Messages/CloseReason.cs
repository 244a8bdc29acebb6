namespace Plenum.Rooms;

/// <summary>Why the room closes a connection.</summary>
public enum CloseReason
{
    /// <summary>The participant left.</summary>
    Left,

    /// <summary>The session was taken up on another connection.</summary>
    Replaced,

    /// <summary>A host put the participant out.</summary>
    Removed,

    /// <summary>A host turned the participant away in the waiting room.</summary>
    Denied,

    /// <summary>The call was ended for everybody.</summary>
    RoomEnded,
}
