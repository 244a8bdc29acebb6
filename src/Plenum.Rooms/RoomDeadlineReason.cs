namespace Plenum.Rooms;

/// <summary>Why a room wants to be ticked.</summary>
public enum RoomDeadlineReason
{
    /// <summary>A participant's grace is over.</summary>
    Grace,

    /// <summary>Newcomers no longer make way for those who come back after a restart.</summary>
    Restored,

    /// <summary>Somebody has not been able to carry the mesh for so long that the call moves to the SFU.</summary>
    Strain,

    /// <summary>A mesh would have done for so long that the call moves back to it.</summary>
    Calm,

    /// <summary>An edge did not come up in time.</summary>
    MoveTimeout,

    /// <summary>An edge that did not come up is tried again.</summary>
    MoveRetry,

    /// <summary>An empty room is given up.</summary>
    Empty,
}
