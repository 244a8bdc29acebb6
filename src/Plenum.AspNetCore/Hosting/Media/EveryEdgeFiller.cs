using Plenum.Engine.Sfu;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>
/// A slot for each publication, for as long as it is there. A publisher's microphone and camera go to slots of one
/// place, which the receiver plays in step; of free slots the one that has been free longest is taken, for what is left
/// of the picture before is then long gone.
/// </summary>
internal sealed class EveryEdgeFiller : ISlotFiller
{
    private readonly Dictionary<string, long> _freedAt = [];
    private long _round;

    public Dictionary<string, PublicationId> Fill(
        IReadOnlyList<SfuSlot> slots, IReadOnlyList<WatchedPublisher> publishers, IReadOnlyDictionary<string, PublicationId> bound)
    {
        _round++;
        var wanted = publishers.SelectMany(publisher => publisher.Publications).ToDictionary(publication => publication.Id);
        var filled = bound.Where(pair => wanted.ContainsKey(pair.Value)).ToDictionary();
        foreach (var mid in bound.Keys.Where(mid => !filled.ContainsKey(mid)))
            _freedAt[mid] = _round;

        var shown = filled.Values.ToHashSet();
        foreach (var publication in wanted.Values.Where(publication => !shown.Contains(publication.Id)))
        {
            var partner = filled.FirstOrDefault(pair => BelongTogether(wanted[pair.Value], publication)).Key;
            var place = slots.FirstOrDefault(slot => slot.Mid == partner)?.Place;
            if (FindFree(slots, filled, publication.Kind == TrackKind.Video, place) is { } slot)
                filled.Add(slot.Mid, publication.Id);
        }

        return filled;
    }

    private static bool BelongTogether(Publication one, Publication other) =>
        one.Id.Publisher == other.Id.Publisher && IsOfScreen(one) == IsOfScreen(other);

    private static bool IsOfScreen(Publication publication) =>
        publication.Source is TrackSource.Screen or TrackSource.ScreenAudio;

    /// <summary>The partner's place; else one where a partner that is still to come would find its place, too.</summary>
    private SfuSlot? FindFree(IReadOnlyList<SfuSlot> slots, Dictionary<string, PublicationId> filled, bool isVideo, int? place)
    {
        var free = slots.Where(slot => !filled.ContainsKey(slot.Mid)).ToLookup(slot => slot.IsVideo);
        var placesOfOthers = free[!isVideo].Select(slot => slot.Place).ToHashSet();
        return free[isVideo].MinBy(slot =>
            (slot.Place != place, !placesOfOthers.Contains(slot.Place), _freedAt.GetValueOrDefault(slot.Mid), slot.Place));
    }
}
