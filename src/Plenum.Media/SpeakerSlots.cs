using Plenum.Media.Speaking;

namespace Plenum.Media;

/// <summary>
/// Binds the slots that follow the speakers. What somebody shares is for everybody to see, whoever speaks: screens go
/// first, but leave a slot to who speaks where there are several; their sound never takes the last slot from a voice.
/// </summary>
internal static class SpeakerSlots
{
    /// <summary>Binds a subscriber's pictures, or its sound, to what is shared and to those who spoke last.</summary>
    /// <param name="subscriber">Who.</param>
    /// <param name="isVideo">Pictures or sound.</param>
    /// <param name="ranking">Everybody, those who spoke last first.</param>
    /// <param name="publications">Everything published.</param>
    /// <param name="events">Is told of each slot that changes.</param>
    public static void Follow(
        Subscriber subscriber,
        bool isVideo,
        IReadOnlyList<Speaker> ranking,
        IReadOnlyCollection<Publication> publications,
        Queue<MediaEvent> events)
    {
        var slots = subscriber.Slots.FindAll(slot => slot.Options.FollowsSpeakers && slot.Options.IsVideo == isVideo);
        if (slots.Count == 0)
            return;
        var candidates = Rank(subscriber, isVideo, slots.Count, ranking, publications);
        var shown = slots.ConvertAll(slot => slot.Wanted?.Publication.Id).ToArray();
        if (!LastN.Assign(shown, candidates.ConvertAll(candidate => candidate.Id).ToArray()))
            return;
        for (var index = 0; index < shown.Length; index++)
            Bind(slots[index], candidates.Find(candidate => candidate.Id == shown[index]), events);
    }

    private static List<Publication> Rank(
        Subscriber subscriber,
        bool isVideo,
        int slots,
        IReadOnlyList<Speaker> ranking,
        IReadOnlyCollection<Publication> publications)
    {
        var screens = OthersOf(subscriber, isVideo ? MediaSource.Screen : MediaSource.ScreenAudio, ranking, publications);
        var people = OthersOf(subscriber, isVideo ? MediaSource.Camera : MediaSource.Microphone, ranking, publications);
        var first = isVideo && slots == 1 ? 1 : slots - 1;
        return [.. screens.Take(first), .. people, .. screens.Skip(first)];
    }

    private static List<Publication> OthersOf(
        Subscriber subscriber, MediaSource source, IReadOnlyList<Speaker> ranking, IReadOnlyCollection<Publication> publications)
    {
        var tracks = new Dictionary<ParticipantId, Publication>();
        foreach (var publication in publications)
        {
            if (publication.Options.Source == source)
                tracks[publication.Options.Participant] = publication;
        }

        var ranked = new List<Publication>(tracks.Count);
        foreach (var speaker in ranking)
        {
            if (speaker.Participant != subscriber.Participant && tracks.TryGetValue(speaker.Participant, out var track))
                ranked.Add(track);
        }

        return ranked;
    }

    private static void Bind(ReceiveSlot slot, Publication? publication, Queue<MediaEvent> events)
    {
        if (slot.Wanted?.Publication == publication)
            return;
        slot.Bind(publication);
        slot.Subscriber.IsStale = true;
        events.Enqueue(new MediaEvent.SlotRebound(slot.Id, publication?.Id));
    }
}
