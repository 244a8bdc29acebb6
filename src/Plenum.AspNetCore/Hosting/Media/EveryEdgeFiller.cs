using Plenum.Engine.Sfu;
using Plenum.Media;
using Plenum.Rooms;
using Publication = Plenum.Rooms.Publication;
using PublicationId = Plenum.Rooms.PublicationId;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>
/// A slot for each publication, for as long as it is there. A publisher's microphone and camera go to slots of one
/// place, which the receiver plays in step; of free slots the one that has been free longest is taken, for what is left
/// of the picture before is then long gone. Where slots are short, <see cref="SlotPriority"/> says who gets one.
/// </summary>
internal sealed class EveryEdgeFiller : ISlotFiller
{
    private readonly Dictionary<string, long> _freedAt = [];
    private IReadOnlyDictionary<PublicationId, Viewport> _viewports = new Dictionary<PublicationId, Viewport>();
    private long _round;

    public void SetViewports(IReadOnlyDictionary<PublicationId, Viewport> viewports) => _viewports = viewports;

    public Dictionary<string, PublicationId> Fill(
        IReadOnlyList<SfuSlot> slots, IReadOnlyList<WatchedPublisher> publishers, IReadOnlyDictionary<string, PublicationId> bound)
    {
        _round++;
        var wanted = Choose(slots, publishers);
        var places = slots.ToDictionary(slot => slot.Mid, slot => slot.Place);
        var filled = bound.Where(pair => wanted.ContainsKey(pair.Value) && places.ContainsKey(pair.Key)).ToDictionary();
        foreach (var mid in bound.Keys.Where(mid => !filled.ContainsKey(mid)))
            _freedAt[mid] = _round;

        var free = slots.Where(slot => !filled.ContainsKey(slot.Mid)).ToHashSet();
        if (free.Count == 0)
            return filled;
        var shown = filled.ToDictionary(pair => pair.Value, pair => pair.Key);
        foreach (var publication in wanted.Values.Where(publication => !shown.ContainsKey(publication.Id)))
        {
            var partner = publishers.First(publisher => publisher.Id == publication.Id.Publisher).Publications
                .FirstOrDefault(other => IsOfScreen(other) == IsOfScreen(publication) && shown.ContainsKey(other.Id));
            int? place = partner is null ? null : places[shown[partner.Id]];
            if (FindFree(free, publication.Kind == TrackKind.Video, place) is not { } slot)
                continue;
            free.Remove(slot);
            filled.Add(slot.Mid, publication.Id);
            shown.Add(publication.Id, slot.Mid);
        }

        return filled;
    }

    /// <summary>What gets a slot: of each kind as many as there are slots, in the order of what matters most.</summary>
    private Dictionary<PublicationId, Publication> Choose(
        IReadOnlyList<SfuSlot> slots, IReadOnlyList<WatchedPublisher> publishers)
    {
        var videoSlots = slots.Count(slot => slot.IsVideo);
        return publishers.SelectMany(publisher => publisher.Publications)
            .GroupBy(publication => publication.Kind)
            .SelectMany(kind => kind
                .OrderBy(publication => SlotPriority.Of(
                    publication, _viewports.TryGetValue(publication.Id, out var viewport) ? viewport : null))
                .Take(kind.Key == TrackKind.Video ? videoSlots : slots.Count - videoSlots))
            .ToDictionary(publication => publication.Id);
    }

    private static bool IsOfScreen(Publication publication) =>
        publication.Source is TrackSource.Screen or TrackSource.ScreenAudio;

    /// <summary>The partner's place; else one where a partner that is still to come would find its place, too.</summary>
    private SfuSlot? FindFree(HashSet<SfuSlot> free, bool isVideo, int? place)
    {
        var placesOfOthers = free.Where(slot => slot.IsVideo != isVideo).Select(slot => slot.Place).ToHashSet();
        return free.Where(slot => slot.IsVideo == isVideo).MinBy(slot =>
            (slot.Place != place, !placesOfOthers.Contains(slot.Place), _freedAt.GetValueOrDefault(slot.Mid), slot.Place));
    }
}
