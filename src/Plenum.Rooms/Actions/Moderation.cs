namespace Plenum.Rooms;

/// <summary>What a host does to participants. The grant has been checked.</summary>
internal sealed class Moderation(
    RoomContext room, Publishing publishing, Conversation conversation, Roles roles, Exit exit)
{
    public RoomError? MuteTrack(Participant host, PublicationId id)
    {
        if (room.Roster.Find(id.Publisher) is not { } publisher || publisher.Find(id.Cid) is not { } publication)
            return Refusal.NoPublication(id);
        publishing.Mute(publisher, publication, host.Id);
        return null;
    }

    public RoomError? AskToUnmute(Participant host, RoomCommand.AskToUnmute ask)
    {
        if (room.Roster.Find(ask.Target) is not { } target)
            return Refusal.NoParticipant(ask.Target);
        if (Limits.Source(ask.Source) is { } error)
            return error;
        if (target == host)
            return Refusal.Invalid("participant: unmute yourself without asking.");
        if (!target.May(ask.Source.NeededGrant()))
            return Refusal.NotNow($"{target.Id} may not publish this; give another role first.");
        room.Outbox.Send(target.Session, new RoomEvent.UnmuteRequested(host.Id, ask.Source));
        return null;
    }

    public RoomError? LowerHand(ParticipantId id)
    {
        if (room.Roster.Find(id) is not { } target)
            return Refusal.NoParticipant(id);
        conversation.LowerHand(target);
        return null;
    }

    /// <summary>With a ban, everybody of that identity goes, from the waiting room too.</summary>
    public RoomError? Remove(Participant host, RoomCommand.Remove remove)
    {
        if (room.Roster.Find(remove.Target) is not { } target)
            return Refusal.NoParticipant(remove.Target);
        var identity = target.State.Identity;
        if (target == host || (remove.Ban && identity == host.State.Identity))
            return Refusal.Invalid("participant: this is you; leave instead.");
        if (!remove.Ban)
        {
            exit.PutOut(target);
            return null;
        }

        room.Banned.Add(identity);
        foreach (var banned in room.Roster.All.Where(participant => participant.State.Identity == identity).ToList())
            exit.PutOut(banned);
        foreach (var banned in room.Waiting.All.Where(waiter => waiter.Applicant.Identity == identity).ToList())
            exit.TurnAway(banned);
        return null;
    }

    public RoomError? SetRole(Participant host, RoomCommand.SetRole change)
    {
        if (room.Roster.Find(change.Target) is not { } target)
            return Refusal.NoParticipant(change.Target);
        if (Limits.Role(change.Role) is { } error)
            return error;
        if (target == host && change.Role != Role.Host && !room.Roster.All.Any(other => other != host && other.Moderates))
            return Refusal.NotNow("You are the only host; hand over instead.");
        if (target.State.Role != change.Role)
            roles.Give(target, change.Role);
        return null;
    }

    public RoomError? HandOver(Participant host, ParticipantId id)
    {
        if (room.Roster.Find(id) is not { } target)
            return Refusal.NoParticipant(id);
        if (target == host)
            return Refusal.Invalid("participant: this is you; name somebody else.");
        roles.Give(target, Role.Host);
        roles.Give(host, Role.Member);
        return null;
    }
}
