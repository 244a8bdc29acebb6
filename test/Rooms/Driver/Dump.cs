using System.Text;

namespace Plenum.Rooms.Tests.Driver;

/// <summary>Compares what two sides know of a room, and shows in a failing test where they differ.</summary>
internal static class Dump
{
    public static void MustBeSame(RoomSnapshot expected, RoomSnapshot actual)
    {
        if (Same(expected, actual))
            return;
        Assert.Equal(Of(expected), Of(actual));
        Assert.Fail("They differ in something that the text does not show.");
    }

    private static bool Same(RoomSnapshot one, RoomSnapshot other) =>
        one.Room == other.Room
        && one.Participants.Count == other.Participants.Count
        && one.Participants.Zip(other.Participants).All(pair => Same(pair.First, pair.Second))
        && one.Edges.Count == other.Edges.Count
        && one.Edges.ToHashSet().SetEquals(other.Edges)
        && one.Chat.SequenceEqual(other.Chat)
        && one.Waiting.SequenceEqual(other.Waiting);

    private static bool Same(ParticipantState one, ParticipantState other) =>
        ReferenceEquals(one, other)
        || (one with { Publications = [] } == other with { Publications = [] }
            && one.Publications.SequenceEqual(other.Publications));

    private static string Of(RoomSnapshot snapshot)
    {
        var text = new StringBuilder();
        text.AppendLine(snapshot.Room.ToString());
        Section(text, "participants", snapshot.Participants.Select(Of));
        Section(text, "edges", snapshot.Edges.Select(edge => edge.Id.ToString()).Order(StringComparer.Ordinal));
        Section(text, "chat", snapshot.Chat.Select(entry => entry.ToString()));
        Section(text, "waiting", snapshot.Waiting.Select(waiting => waiting.ToString()));
        return text.ToString();
    }

    private static string Of(ParticipantState participant) =>
        $"{participant with { Publications = [] }} [{string.Join(", ", participant.Publications)}]";

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append(title).AppendLine(":");
        foreach (var line in lines)
            text.Append("  ").AppendLine(line);
    }
}
