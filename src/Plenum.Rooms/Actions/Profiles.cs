namespace Plenum.Rooms;

/// <summary>What participants say of themselves.</summary>
internal sealed class Profiles(RoomContext room, Limits limits)
{
    private static readonly RoomError NameFixed = new(
        RoomErrorCode.Forbidden, "Your token gives your name; it cannot be changed here.");

    public RoomError? Rename(Participant actor, string name)
    {
        if (actor.NameFixed)
            return NameFixed;
        if ((Refusal.Unless(actor, Grants.Rename) ?? limits.Name(name)) is { } error)
            return error;
        var trimmed = name.Trim();
        if (trimmed == actor.State.Name)
            return null;
        room.Update(actor, actor.State with { Name = trimmed });
        room.RenewSession(actor);
        return null;
    }

    public RoomError? SetMetadata(Participant actor, string metadata)
    {
        if ((Refusal.Unless(actor, Grants.Rename) ?? limits.Metadata(metadata)) is { } error)
            return error;
        if (metadata != actor.State.Metadata)
            room.Update(actor, actor.State with { Metadata = metadata });
        return null;
    }
}
