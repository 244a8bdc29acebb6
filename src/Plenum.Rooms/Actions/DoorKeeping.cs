namespace Plenum.Rooms;

/// <summary>What a host does to the room and its door. The grant has been checked.</summary>
internal sealed class DoorKeeping(RoomContext room, Entrance entrance, Exit exit, Limits limits)
{
    public RoomError? Lock(bool locked)
    {
        room.Change(room.State with { Locked = locked });
        return null;
    }

    /// <summary>Whom an open door lets in comes in when the command is done: see <see cref="Entrance.AdmitWhoMay"/>.</summary>
    public RoomError? SetWaitingRoom(bool enabled)
    {
        room.Change(room.State with { WaitingRoom = enabled });
        return null;
    }

    /// <summary>A host's word goes before lock and waiting room, not before the number of places.</summary>
    public RoomError? Admit(ParticipantId id, DateTimeOffset now)
    {
        if (room.Waiting.Find(id) is not { } waiter)
            return Refusal.NobodyWaits(id);
        if (room.IsFull(waiter.Applicant.Audience))
            return Door.Full;
        entrance.Admit(waiter, now);
        return null;
    }

    public RoomError? Deny(ParticipantId id)
    {
        if (room.Waiting.Find(id) is not { } waiter)
            return Refusal.NobodyWaits(id);
        exit.TurnAway(waiter);
        return null;
    }

    public RoomError? SetRoomMetadata(string metadata)
    {
        if (limits.Metadata(metadata) is { } error)
            return error;
        room.Change(room.State with { Metadata = metadata });
        return null;
    }
}
