namespace Plenum.Rooms;

/// <summary>Why somebody is gone.</summary>
public enum LeaveReason
{
    /// <summary>Left on purpose.</summary>
    Left,

    /// <summary>Had no connection for longer than the grace.</summary>
    TimedOut,

    /// <summary>Put out by a host.</summary>
    Removed,
}
