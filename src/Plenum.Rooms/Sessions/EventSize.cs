namespace Plenum.Rooms;

/// <summary>
/// About how many bytes of memory an event keeps alive: enough for a bound, no more. Strings count two bytes a
/// character; shared parts count for every log that holds them, so the bound is never exceeded.
/// </summary>
internal static class EventSize
{
    private const int Base = 128;
    private const int PerEdge = 64;
    private const int PerPublication = 128;

    public static int Of(RoomEvent body) => Base + body switch
    {
        RoomEvent.Admitted e => Of(e.Snapshot),
        RoomEvent.SessionRenewed e => Chars(e.Session.Name, e.Session.Identity.Value),
        RoomEvent.ParticipantJoined e => Of(e.Participant),
        RoomEvent.ParticipantUpdated e => Of(e.Participant),
        RoomEvent.Published or RoomEvent.PublicationUpdated => PerPublication,
        RoomEvent.PlanChanged e => PerEdge * (e.Added.Count + e.Removed.Count),
        RoomEvent.Signaled e => Math.Max(0, e.Payload.Bytes),
        RoomEvent.ChatReceived e => Of(e.Entry),
        RoomEvent.Reacted e => Chars(e.Emoji),
        RoomEvent.RoomUpdated e => Chars(e.Room.Metadata),
        RoomEvent.WaitingChanged e => e.Waiting.Sum(Of),
        _ => 0,
    };

    private static int Of(RoomSnapshot snapshot) =>
        Chars(snapshot.Room.Metadata) + snapshot.Participants.Sum(Of) + (PerEdge * snapshot.Edges.Count)
        + snapshot.Chat.Sum(Of) + snapshot.Waiting.Sum(Of);

    private static int Of(ParticipantState participant) =>
        Base + Chars(participant.Name, participant.Identity.Value, participant.Metadata)
        + (PerPublication * participant.Publications.Count);

    private static int Of(WaitingState waiting) => Base + Chars(waiting.Name, waiting.Identity.Value);

    private static int Of(ChatEntry entry) => Base + Chars(entry.Name, entry.Text);

    private static int Chars(params ReadOnlySpan<string> texts)
    {
        var chars = 0;
        foreach (var text in texts)
            chars += text.Length;
        return chars * sizeof(char);
    }
}
