using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Whep;

/// <summary>
/// A pair of slots, sound and picture, for each publisher, who spoke last first; as many as there are pairs. Who stays
/// among them keeps the pair. When all have one, the rest shows screens; of several pairs one shows a screen in any case,
/// however many speak.
/// </summary>
/// <param name="prefersLatest">
/// Whether of equals the last to come in is shown: an encoder that starts anew is the same identity twice for a while.
/// </param>
internal sealed class PairFiller(bool prefersLatest) : ISlotFiller
{
    public Dictionary<string, PublicationId> Fill(
        IReadOnlyList<SfuSlot> slots, IReadOnlyList<WatchedPublisher> publishers, IReadOnlyDictionary<string, PublicationId> bound)
    {
        var pairs = slots.GroupBy(slot => slot.Place).OrderBy(pair => pair.Key).Select(pair => pair.ToList()).ToList();
        var acts = Choose(pairs, publishers, bound);
        var filled = new Dictionary<string, PublicationId>();
        var left = new Queue<Act>(acts.Where(act => !pairs.Exists(pair => Shows(pair, act, bound))));
        foreach (var pair in pairs)
        {
            var kept = acts.Find(act => Shows(pair, act, bound));
            if (!kept.IsEmpty || left.TryDequeue(out kept))
                kept.PutInto(pair, filled);
        }

        return filled;
    }

    private List<Act> Choose(
        List<List<SfuSlot>> pairs, IReadOnlyList<WatchedPublisher> publishers, IReadOnlyDictionary<string, PublicationId> bound)
    {
        var all = (prefersLatest ? publishers.Reverse() : publishers).Select(Act.OfPerson)
            .Concat(publishers.Select(Act.OfScreen))
            .Where(act => !act.IsEmpty)
            .ToList();
        var chosen = all.Take(pairs.Count).ToList();
        if (pairs.Count < 2 || chosen.Exists(act => act.HasScreen))
            return chosen;

        var screen = all.Where(act => act.HasScreen)
            .OrderByDescending(act => pairs.Exists(pair => Shows(pair, act, bound)))
            .FirstOrDefault();
        if (!screen.IsEmpty)
            chosen[^1] = screen;
        return chosen;
    }

    private static bool Shows(List<SfuSlot> pair, Act act, IReadOnlyDictionary<string, PublicationId> bound) =>
        pair.Exists(slot => bound.TryGetValue(slot.Mid, out var shown) && (shown == act.Sound || shown == act.Picture));

    /// <summary>What is seen and heard together.</summary>
    private readonly record struct Act(PublicationId? Sound, PublicationId? Picture, bool HasScreen)
    {
        public bool IsEmpty => Sound is null && Picture is null;

        /// <summary>Somebody's microphone with their camera, or with their screen where there is no camera.</summary>
        public static Act OfPerson(WatchedPublisher publisher)
        {
            var camera = Find(publisher, TrackSource.Camera);
            var screen = camera is null ? Find(publisher, TrackSource.Screen) : null;
            return new(Find(publisher, TrackSource.Microphone), camera ?? screen, screen is not null);
        }

        /// <summary>Somebody's screen, where their camera is beside it.</summary>
        public static Act OfScreen(WatchedPublisher publisher)
        {
            var screen = Find(publisher, TrackSource.Camera) is null ? null : Find(publisher, TrackSource.Screen);
            return new(Find(publisher, TrackSource.ScreenAudio), screen, screen is not null);
        }

        public void PutInto(List<SfuSlot> pair, Dictionary<string, PublicationId> filled)
        {
            foreach (var slot in pair)
            {
                if ((slot.IsVideo ? Picture : Sound) is { } shown)
                    filled[slot.Mid] = shown;
            }
        }

        private static PublicationId? Find(WatchedPublisher publisher, TrackSource source) =>
            publisher.Publications.FirstOrDefault(publication => publication.Source == source)?.Id;
    }
}
