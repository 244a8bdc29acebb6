namespace Plenum.LoadTest.Plan;

/// <summary>One participant: what it sends and whom it watches.</summary>
/// <param name="Room">Its room.</param>
/// <param name="Id">Its name there, unique in the test.</param>
/// <param name="SendsVideo">Whether it publishes pictures.</param>
/// <param name="SendsAudio">Whether it publishes sound.</param>
/// <param name="WatchesVideo">Whether it takes the pictures of those whom it watches.</param>
/// <param name="Watches">The publishers that it watches and hears, by their ids.</param>
internal sealed record ParticipantPlan(
    string Room, string Id, bool SendsVideo, bool SendsAudio, bool WatchesVideo, IReadOnlyList<string> Watches)
{
    /// <summary>Whose turn to speak it is: its number among the room's publishers, and how many they are.</summary>
    public (int Number, int Count) Turn { get; init; } = (0, 1);

    /// <summary>When it joins, from the start of the hold; null for the ramp up.</summary>
    public TimeSpan? JoinsAt { get; init; }

    /// <summary>How long it stays; null to the end.</summary>
    public TimeSpan? Stays { get; init; }

    /// <summary>Whether it sends anything.</summary>
    public bool Publishes => SendsVideo || SendsAudio;
}
