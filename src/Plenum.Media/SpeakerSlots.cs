using Plenum.Media.Speaking;

namespace Plenum.Media;

/// <summary>
/// Binds the slots that follow the speakers. What somebody shares is for everybody to see, whoever speaks: screens go
/// first, but leave a slot to who speaks where there are several; their sound never takes the last slot from a voice.
/// A room has one, for one subscriber after the other; who comes first is worked out once for all of them.
/// </summary>
internal sealed class SpeakerSlots
{
    private readonly List<Publication>[] _ranked = [.. Enum.GetValues<MediaSource>().Select(_ => new List<Publication>())];
    private readonly Dictionary<(MediaSource Source, ParticipantId Participant), Publication> _tracks = [];
    private readonly List<ReceiveSlot> _slots = [];
    private readonly List<Publication> _candidates = [];
    private PublicationId?[] _shown = [];
    private PublicationId[] _chosen = [];

    /// <summary>Notes who comes before whom.</summary>
    /// <param name="ranking">Everybody, those who spoke last first.</param>
    /// <param name="publications">Everything published.</param>
    public void Rank(IReadOnlyList<Speaker> ranking, Dictionary<PublicationId, Publication>.ValueCollection publications)
    {
        foreach (var publication in publications)
            _tracks[(publication.Options.Source, publication.Options.Participant)] = publication;
        for (var source = 0; source < _ranked.Length; source++)
        {
            _ranked[source].Clear();
            for (var place = 0; place < ranking.Count; place++)
            {
                if (_tracks.TryGetValue(((MediaSource)source, ranking[place].Participant), out var track))
                    _ranked[source].Add(track);
            }
        }

        _tracks.Clear();
    }

    /// <summary>Binds a subscriber's pictures, or its sound, to what is shared and to those who spoke last.</summary>
    /// <param name="subscriber">Who.</param>
    /// <param name="isVideo">Pictures or sound.</param>
    /// <param name="events">Is told of each slot that changes.</param>
    public void Follow(Subscriber subscriber, bool isVideo, Queue<MediaEvent> events)
    {
        foreach (var slot in subscriber.Slots)
        {
            if (slot.Options.FollowsSpeakers && slot.Options.IsVideo == isVideo)
                _slots.Add(slot);
        }

        if (_slots.Count > 0)
            Assign(subscriber.Participant, isVideo, events);
        _slots.Clear();
        _candidates.Clear();
    }

    private void Assign(ParticipantId? self, bool isVideo, Queue<MediaEvent> events)
    {
        Choose(self, isVideo);
        if (_shown.Length < _slots.Count)
            (_shown, _chosen) = (new PublicationId?[_slots.Count], new PublicationId[_slots.Count]);
        for (var index = 0; index < _slots.Count; index++)
            _shown[index] = _slots[index].Wanted?.Publication.Id;
        for (var index = 0; index < _candidates.Count; index++)
            _chosen[index] = _candidates[index].Id;
        if (!LastN.Assign(_shown.AsSpan(0, _slots.Count), _chosen.AsSpan(0, _candidates.Count)))
            return;
        for (var index = 0; index < _slots.Count; index++)
            Bind(_slots[index], Find(_shown[index]), events);
    }

    /// <summary>As many as there are slots, what matters most first.</summary>
    private void Choose(ParticipantId? self, bool isVideo)
    {
        var screens = _ranked[(int)(isVideo ? MediaSource.Screen : MediaSource.ScreenAudio)];
        var people = _ranked[(int)(isVideo ? MediaSource.Camera : MediaSource.Microphone)];
        var first = isVideo && _slots.Count == 1 ? 1 : _slots.Count - 1;
        AddOthers(screens, self, 0, first);
        AddOthers(people, self, 0, int.MaxValue);
        AddOthers(screens, self, first, int.MaxValue);
    }

    /// <summary>Adds those who are not oneself, from one place on and so many at most, while there are slots.</summary>
    private void AddOthers(List<Publication> tracks, ParticipantId? self, int skip, int most)
    {
        foreach (var track in tracks)
        {
            if (track.Options.Participant == self || skip-- > 0)
                continue;
            if (most-- <= 0 || _candidates.Count == _slots.Count)
                return;
            _candidates.Add(track);
        }
    }

    private Publication? Find(PublicationId? id)
    {
        foreach (var candidate in _candidates)
        {
            if (candidate.Id == id)
                return candidate;
        }

        return null;
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
