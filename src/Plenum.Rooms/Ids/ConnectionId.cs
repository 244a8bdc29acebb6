namespace Plenum.Rooms;

/// <summary>
/// One connection (socket) of a participant's session, numbered by the caller and never used twice. It tells a late
/// <see cref="RoomCommand.Detach"/> of an old socket from the loss of the present one.
/// </summary>
/// <param name="Value">The number.</param>
public readonly record struct ConnectionId(long Value);
