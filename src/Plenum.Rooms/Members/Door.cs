namespace Plenum.Rooms;

/// <summary>Decides who may come in, and as what. Changes nothing.</summary>
internal sealed class Door(RoomContext room)
{
    private static readonly DoorAnswer Wait = new DoorAnswer.Wait();

    public static readonly RoomError Full = new(
        RoomErrorCode.RoomFull, "The room is full. Try again when somebody has left.");

    public static readonly RoomError WaitingFull = new(
        RoomErrorCode.RoomFull, "The waiting room is full. Try again later.");

    public static readonly RoomError Banned = new(
        RoomErrorCode.Banned, "A host put you out of this call for good.");

    private static readonly RoomError Locked = new(
        RoomErrorCode.RoomLocked, "The room is locked. Ask a host to unlock it.");

    /// <summary>The usual way in. Who moderates passes lock and waiting room: else nobody could open them again.</summary>
    public DoorAnswer Answer(Applicant applicant)
    {
        if (room.Banned.Contains(applicant.Identity))
            return new DoorAnswer.Refuse(Banned);
        var enter = Seat(applicant);
        if (!enter.Grants.HasFlag(Grants.Moderate))
        {
            if (room.State.Locked)
                return new DoorAnswer.Refuse(Locked);
            if (room.State.WaitingRoom || room.RestoringUntil is not null)
                return room.IsWaitingFull ? new DoorAnswer.Refuse(WaitingFull) : Wait;
        }

        return room.IsFull(applicant.Audience) ? new DoorAnswer.Refuse(Full) : enter;
    }

    /// <summary>Role and grants: a token's word holds; else the first to come runs the call and the others take part.</summary>
    public DoorAnswer.Enter Seat(Applicant applicant)
    {
        if (applicant.RoleFixed)
        {
            var given = applicant.Role ?? Role.Member;
            return new(given, applicant.Grants ?? RoleGrants.Of(given));
        }

        var first = room.Roster.Count == 0 && room.RestoringUntil is null;
        var role = first ? Role.Host : applicant.Role ?? Role.Member;
        return new(role, RoleGrants.Of(role));
    }
}
