namespace Plenum.Rooms;

/// <summary>Brings each command to the part of the room that does it, after asking who sends it and whether they may.</summary>
internal sealed class CommandRouter
{
    private static readonly RoomError StillWaiting = new(
        RoomErrorCode.InvalidState, "You are in the waiting room; wait until a host lets you in.");

    private readonly RoomContext _room;
    private readonly Entrance _entrance;
    private readonly Exit _exit;
    private readonly Publishing _publishing;
    private readonly Negotiation _negotiation;
    private readonly Routing _routing;
    private readonly Conversation _conversation;
    private readonly Profiles _profiles;
    private readonly Moderation _moderation;
    private readonly DoorKeeping _doorKeeping;

    public CommandRouter(RoomContext room)
    {
        var limits = new Limits(room.Settings);
        _room = room;
        _entrance = new(room, new(room), limits);
        _exit = new(room);
        _publishing = new(room, limits);
        _negotiation = new(room);
        _routing = new(room);
        _conversation = new(room, limits);
        _profiles = new(room, limits);
        var roles = new Roles(room, _publishing);
        _moderation = new(room, _publishing, _conversation, roles, _exit);
        _doorKeeping = new(room, _entrance, _exit, limits);
        Upkeep = new(room, _entrance, _exit, new(room, roles));
    }

    public Upkeep Upkeep { get; }

    public RoomReply Route(RoomCommand command, DateTimeOffset now) => command switch
    {
        RoomCommand.Join join => _entrance.Join(join, now),
        RoomCommand.Restore restore => _entrance.Restore(restore, now),
        RoomCommand.Resume resume => _entrance.Resume(resume),
        _ => Act(command, now) is { } error ? new RoomReply.Refused(error) : RoomReply.Done.Instance,
    };

    private RoomError? Act(RoomCommand command, DateTimeOffset now)
    {
        if (_room.Waiting.Find(command.Actor) is { } waiter)
            return Act(waiter, command, now);
        if (_room.Roster.Find(command.Actor) is not { } actor)
            return _room.Departed.WhyGone(command.Actor);
        return command is RoomCommand.HostAction action
            ? Refusal.Unless(actor, Grants.Moderate) ?? Act(actor, action, now)
            : Act(actor, command, now);
    }

    private RoomError? Act(Waiter waiter, RoomCommand command, DateTimeOffset now)
    {
        switch (command)
        {
            case RoomCommand.Detach detach:
                _exit.Detach(waiter, detach.Connection, now);
                return null;
            case RoomCommand.Leave:
                _exit.Leave(waiter);
                return null;
            default:
                return StillWaiting;
        }
    }

    private RoomError? Act(Participant actor, RoomCommand command, DateTimeOffset now)
    {
        switch (command)
        {
            case RoomCommand.Detach detach:
                _exit.Detach(actor, detach.Connection, now);
                return null;
            case RoomCommand.Leave:
                _exit.Leave(actor);
                return null;
            case RoomCommand.Publish publish:
                return _publishing.Publish(actor, publish.Track);
            case RoomCommand.UpdatePublication update:
                return _publishing.Update(actor, update);
            case RoomCommand.Unpublish unpublish:
                return _publishing.Unpublish(actor, unpublish.Cid);
            case RoomCommand.Signal signal:
                return _negotiation.Pass(actor, signal);
            case RoomCommand.ReportEdge report:
                return _routing.Report(actor, report);
            case RoomCommand.ReportStrain report:
                return _routing.Strain(actor, report.Strained);
            case RoomCommand.Chat chat:
                return _conversation.Say(actor, chat.Text, now);
            case RoomCommand.RaiseHand hand:
                return _conversation.RaiseHand(actor, hand.Raised, now);
            case RoomCommand.React react:
                return _conversation.React(actor, react.Emoji);
            case RoomCommand.Rename rename:
                return _profiles.Rename(actor, rename.Name);
            case RoomCommand.SetMetadata set:
                return _profiles.SetMetadata(actor, set.Metadata);
            default:
                throw Unrouted(command);
        }
    }

    private RoomError? Act(Participant host, RoomCommand.HostAction action, DateTimeOffset now)
    {
        switch (action)
        {
            case RoomCommand.MuteTrack mute:
                return _moderation.MuteTrack(host, mute.Publication);
            case RoomCommand.AskToUnmute ask:
                return _moderation.AskToUnmute(host, ask);
            case RoomCommand.LowerHand lower:
                return _moderation.LowerHand(lower.Target);
            case RoomCommand.Remove remove:
                return _moderation.Remove(host, remove);
            case RoomCommand.SetRole change:
                return _moderation.SetRole(host, change);
            case RoomCommand.HandOver handOver:
                return _moderation.HandOver(host, handOver.Target);
            case RoomCommand.Lock door:
                return _doorKeeping.Lock(door.Locked);
            case RoomCommand.SetWaitingRoom waiting:
                return _doorKeeping.SetWaitingRoom(waiting.Enabled);
            case RoomCommand.Admit admit:
                return _doorKeeping.Admit(admit.Target, now);
            case RoomCommand.Deny deny:
                return _doorKeeping.Deny(deny.Target);
            case RoomCommand.SetRoomMetadata set:
                return _doorKeeping.SetRoomMetadata(set.Metadata);
            case RoomCommand.SetTopology set:
                return _routing.SetTopology(set.Mode);
            case RoomCommand.EndRoom:
                Upkeep.Close(RoomClosedReason.Ended);
                return null;
            default:
                throw Unrouted(action);
        }
    }

    private static ArgumentException Unrouted(RoomCommand command) =>
        new($"Nothing handles {command.GetType()}.", nameof(command));
}
