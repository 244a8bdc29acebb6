namespace Plenum.Rooms;

/// <summary>
/// A call that nobody runs goes to the member who has been there longest, is connected, and whose role the room itself
/// gave: nobody is raised above a token. A host in grace still runs the call.
/// </summary>
internal sealed class Succession(RoomContext room, Roles roles)
{
    public void Run()
    {
        if (room.RestoringUntil is not null || room.Roster.HasModerator)
            return;
        var heir = room.Roster.All
            .Where(participant => participant.State is { Role: Role.Member, Connected: true } && !participant.RoleFixed)
            .MinBy(participant => participant.State.JoinedAt);
        if (heir is not null)
            roles.Give(heir, Role.Host);
    }
}
