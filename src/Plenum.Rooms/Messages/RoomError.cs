namespace Plenum.Rooms;

/// <summary>Why a command was refused. The room is as if it had not been sent.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people: what is wrong and what to do.</param>
public sealed record RoomError(RoomErrorCode Code, string Message);
