using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media;

/// <summary>Asks the allocator for a subscriber's slots, and sets them on their way to what it says.</summary>
internal static class LayerPlanner
{
    /// <summary>Chooses the layers of one subscriber anew.</summary>
    /// <param name="subscriber">Who.</param>
    /// <param name="speaker">Who has the floor.</param>
    /// <param name="events">Is told of each slot whose layer changes.</param>
    /// <param name="now">The time.</param>
    public static void Plan(Subscriber subscriber, ParticipantId? speaker, Queue<MediaEvent> events, Timestamp now)
    {
        var slots = subscriber.Slots.FindAll(slot => slot.Wanted?.Selector is not null);
        var demands = slots.ConvertAll(slot => DemandOf(slot, speaker, now));
        var result = BitrateAllocator.Allocate(
            demands, subscriber.Budget, AudioOf(subscriber, now), subscriber.IsBudgetProven);
        subscriber.Wanted = result.Wanted;
        subscriber.IsStale = false;
        for (var index = 0; index < slots.Count; index++)
            Apply(slots[index], result.Layers[index], events);
    }

    private static VideoDemand DemandOf(ReceiveSlot slot, ParticipantId? speaker, Timestamp now)
    {
        var feed = slot.Wanted!;
        var viewport = slot.IsPaused ? slot.Viewport with { IsVisible = false } : slot.Viewport;
        return new VideoDemand
        {
            Options = LayerOptions.Of(feed.Publication, now),
            Viewport = viewport,
            Priority = PriorityOf(feed, viewport, speaker),
            Current = feed.Selector!.Target,
            WasStarved = slot.WasStarved,
        };
    }

    private static DemandPriority PriorityOf(Feed feed, Viewport viewport, ParticipantId? speaker)
    {
        var publication = feed.Publication.Options;
        return publication.Source == MediaSource.Screen ? DemandPriority.Screen
            : viewport.IsPinned ? DemandPriority.Pinned
            // Somebody waits for its first picture: a call that moves is held up until that is there.
            : publication.Participant == speaker || !feed.HasFlown ? DemandPriority.Speaking
            : DemandPriority.Normal;
    }

    private static void Apply(ReceiveSlot slot, Layer? layer, Queue<MediaEvent> events)
    {
        var selector = slot.Wanted!.Selector!;
        slot.WasStarved = layer is null && slot.Viewport.IsVisible && !slot.IsPaused;
        // The picture that stands in for the awaited one goes where it goes: into the budget, or away.
        if (layer is null)
            slot.Current?.Selector?.SetTarget(null);
        if (selector.Target == layer)
            return;
        selector.SetTarget(layer);
        events.Enqueue(new MediaEvent.LayerChosen(slot.Id, layer));
    }

    private static Bitrate AudioOf(Subscriber subscriber, Timestamp now)
    {
        var sum = Bitrate.Zero;
        foreach (var slot in subscriber.Slots)
        {
            if (slot.Wanted is { Selector: null } feed && !slot.IsPaused)
                sum += feed.Publication.Streams[0].Measure(new Layer(0, Layer.MaxTemporal - 1), now);
        }

        return sum;
    }
}
