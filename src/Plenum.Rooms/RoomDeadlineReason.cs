namespace Plenum.Rooms;

/// <summary>Why a room wants to be ticked.</summary>
public enum RoomDeadlineReason
{
    /// <summary>A participant's grace is over.</summary>
    Grace,

    /// <summary>Newcomers no longer make way for those who come back after a restart.</summary>
    Restored,

    /// <summary>An empty room is given up.</summary>
    Empty,
}
