namespace Plenum.Rooms;

/// <summary>Changes somebody's role and what follows from it.</summary>
internal sealed class Roles(RoomContext room, Publishing publishing)
{
    /// <summary>
    /// Gives a role with its grants; what a token alone brings (<see cref="Grants.Admin"/>) stays. Tracks that the new
    /// role may not publish are taken back first.
    /// </summary>
    public void Give(Participant participant, Role role)
    {
        var moderated = participant.Moderates;
        var grants = RoleGrants.Of(role) | (participant.State.Grants & Grants.Admin);
        publishing.WithdrawUngranted(participant, grants);
        room.Update(participant, participant.State with { Role = role, Grants = grants });
        room.RenewSession(participant);
        if (moderated != participant.Moderates && room.Waiting.Count > 0)
            room.Outbox.Send(participant.Session, new RoomEvent.WaitingChanged(room.WaitingFor(participant)));
    }
}
