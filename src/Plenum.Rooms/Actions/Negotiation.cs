namespace Plenum.Rooms;

/// <summary>Passes negotiation data along direct edges, and along nothing else.</summary>
internal sealed class Negotiation(RoomContext room)
{
    public RoomError? Pass(Participant actor, RoomCommand.Signal signal)
    {
        if (room.Roster.Find(signal.To) is not { } target)
            return Refusal.NoParticipant(signal.To);
        if (!room.Planner.Plan.Connects(actor.Id, target.Id))
            return new(RoomErrorCode.NoSuchEdge, $"The plan has no direct edge between you and {target.Id}.");
        room.Outbox.Send(target.Session, new RoomEvent.Signaled(actor.Id, signal.Payload));
        return null;
    }
}
