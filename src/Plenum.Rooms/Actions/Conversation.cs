namespace Plenum.Rooms;

/// <summary>What people say and show to each other: chat, hands, emojis.</summary>
internal sealed class Conversation(RoomContext room, Limits limits)
{
    public RoomError? Say(Participant actor, string text, DateTimeOffset now)
    {
        if ((Refusal.Unless(actor, Grants.Chat) ?? limits.ChatText(text)) is { } error)
            return error;
        room.Broadcast(new RoomEvent.ChatReceived(room.Chat.Add(actor.State, text, now)));
        return null;
    }

    public RoomError? RaiseHand(Participant actor, bool raised, DateTimeOffset now)
    {
        if (Refusal.Unless(actor, Grants.React) is { } error)
            return error;
        SetHand(actor, raised ? actor.State.HandRaisedAt ?? now : null);
        return null;
    }

    public void LowerHand(Participant target) => SetHand(target, null);

    public RoomError? React(Participant actor, string emoji)
    {
        if ((Refusal.Unless(actor, Grants.React) ?? Limits.Emoji(emoji)) is { } error)
            return error;
        room.Broadcast(new RoomEvent.Reacted(actor.Id, emoji));
        return null;
    }

    private void SetHand(Participant participant, DateTimeOffset? raisedAt)
    {
        if (participant.State.HandRaisedAt != raisedAt)
            room.Update(participant, participant.State with { HandRaisedAt = raisedAt });
    }
}
