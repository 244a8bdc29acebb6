using System.Text;

namespace Plenum.Rooms.Tests.Driver;

/// <summary>Room state as text: two states are the same if their dumps are, and a failing test shows where they differ.</summary>
internal static class Dump
{
    public static string Of(RoomSnapshot snapshot)
    {
        var text = new StringBuilder();
        text.AppendLine(snapshot.Room.ToString());
        Section(text, "participants", snapshot.Participants.Select(Of));
        Section(text, "edges", snapshot.Edges.Select(edge => edge.Id.ToString()).Order(StringComparer.Ordinal));
        Section(text, "chat", snapshot.Chat.Select(entry => entry.ToString()));
        Section(text, "waiting", snapshot.Waiting.Select(waiting => waiting.ToString()));
        return text.ToString();
    }

    /// <summary>Everything that shows of a room from outside.</summary>
    public static string Of(Room room)
    {
        var text = new StringBuilder();
        text.AppendLine(room.State.ToString());
        text.AppendLine(room.NextDeadline.ToString());
        Section(text, "participants", room.Participants.Select(Of));
        Section(text, "waiting", room.Waiting.Select(waiting => waiting.ToString()));
        Section(text, "plan", room.Plan.Edges.ToArray().Select(edge => edge.Id.ToString()));
        Section(text, "snapshots", room.Participants.Select(participant => Of(room.SnapshotFor(participant.Id)!)));
        return text.ToString();
    }

    public static string Of(ParticipantState participant) =>
        $"{participant with { Publications = [] }} [{string.Join(", ", participant.Publications)}]";

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append(title).AppendLine(":");
        foreach (var line in lines)
            text.Append("  ").AppendLine(line);
    }
}
