using Plenum.Media.Speaking;

namespace Plenum.Media;

/// <summary>Binds the slots that follow the speakers.</summary>
internal static class SpeakerSlots
{
    /// <summary>Binds a subscriber's pictures, or its sound, to those who spoke last.</summary>
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
        var tracks = TracksOf(isVideo ? MediaSource.Camera : MediaSource.Microphone, publications);
        var candidates = new List<ParticipantId>();
        foreach (var speaker in ranking)
        {
            if (speaker.Participant != subscriber.Participant && tracks.ContainsKey(speaker.Participant))
                candidates.Add(speaker.Participant);
        }

        var shown = new ParticipantId?[slots.Count];
        for (var index = 0; index < shown.Length; index++)
            shown[index] = slots[index].Wanted?.Publication.Options.Participant;
        if (!LastN.Assign(shown, candidates.ToArray()))
            return;
        for (var index = 0; index < shown.Length; index++)
            Bind(slots[index], shown[index] is { } participant ? tracks[participant] : null, events);
    }

    private static void Bind(ReceiveSlot slot, Publication? publication, Queue<MediaEvent> events)
    {
        if (slot.Wanted?.Publication == publication)
            return;
        slot.Bind(publication);
        slot.Subscriber.IsStale = true;
        events.Enqueue(new MediaEvent.SlotRebound(slot.Id, publication?.Id));
    }

    private static Dictionary<ParticipantId, Publication> TracksOf(
        MediaSource source, IReadOnlyCollection<Publication> publications)
    {
        var tracks = new Dictionary<ParticipantId, Publication>();
        foreach (var publication in publications)
        {
            if (publication.Options.Source == source)
                tracks[publication.Options.Participant] = publication;
        }

        return tracks;
    }
}
