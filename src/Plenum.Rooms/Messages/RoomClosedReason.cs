namespace Plenum.Rooms;

/// <summary>Why a room is over.</summary>
public enum RoomClosedReason
{
    /// <summary>A host ended the call.</summary>
    Ended,

    /// <summary>Nobody was there for the time that an empty room is kept.</summary>
    Empty,
}
