using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Media.Shedding;
using Plenum.Rtc;

namespace Plenum.Media;

/// <summary>Asks the allocator for a subscriber's slots, and sets them on their way to what it says.</summary>
internal static class LayerPlanner
{
    /// <summary>Chooses the layers of one subscriber anew.</summary>
    /// <param name="subscriber">Who.</param>
    /// <param name="speaker">Who has the floor.</param>
    /// <param name="level">What is left out, for the server has too much to do.</param>
    /// <param name="events">Is told of each slot whose layer changes.</param>
    /// <param name="now">The time.</param>
    public static void Plan(
        Subscriber subscriber, ParticipantId? speaker, ShedLevel level, Queue<MediaEvent> events, Timestamp now)
    {
        var slots = subscriber.Slots.FindAll(slot => slot.Wanted?.Selector is not null);
        var demands = slots.ConvertAll(slot => DemandOf(slot, speaker, now));
        PictureShedding.Apply(level, subscriber.KeepsPictures, demands);
        subscriber.Trust(now);
        var audio = AudioPlanner.Plan(subscriber, LeastOf(demands), speaker, now);
        var result = BitrateAllocator.Allocate(demands, subscriber.FreeBudget, audio, subscriber.IsBudgetProven);
        if (IsShort(demands, result))
            result = WithPatience(subscriber, demands, audio, result);
        subscriber.Rates = new(result.Used, result.Wanted);
        subscriber.IsStale = false;
        for (var index = 0; index < slots.Count; index++)
            Apply(slots[index], result.Layers[index], events, now);
    }

    private static Bitrate LeastOf(List<VideoDemand> demands)
    {
        var sum = Bitrate.Zero;
        foreach (var demand in demands)
        {
            if (demand is { Viewport.IsVisible: true, Options.Count: > 0 })
                sum += demand.Options[0].Bitrate;
        }

        return sum;
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
            HoldsSize = slot.Hold.Holds(now),
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

    private static void Apply(ReceiveSlot slot, Layer? layer, Queue<MediaEvent> events, Timestamp now)
    {
        var selector = slot.Wanted!.Selector!;
        slot.WasStarved = layer is null && slot.Viewport.IsVisible && !slot.IsPaused;
        // The picture that stands in for the awaited one goes where it goes: into the budget, or away.
        if (layer is null)
            slot.Current?.Selector?.SetTarget(null);
        // The least of a large picture is more than a small one, and waits before its key frame.
        if (slot.Subscriber.IsClogged && layer is { } chosen && slot.Wanted == slot.Current)
            selector.HurryDown(chosen);
        if (selector.Target == layer)
            return;
        slot.Hold.Note(selector.Target, layer, now);
        selector.SetTarget(layer);
        events.Enqueue(new MediaEvent.LayerChosen(slot.Id, layer));
    }

    private static bool IsShort(List<VideoDemand> demands, AllocationResult result)
    {
        for (var index = 0; index < demands.Count; index++)
        {
            if (result.Layers[index] is null && demands[index] is { Viewport.IsVisible: true, Options.Count: > 0 })
                return true;
        }

        return false;
    }

    /// <summary>
    /// A path that is short for a moment (a machine that stood still looks like that, too) costs frames and sharpness at
    /// once, but a picture only if it stays short, or never carried as much.
    /// </summary>
    private static AllocationResult WithPatience(
        Subscriber subscriber, List<VideoDemand> demands, Bitrate audio, AllocationResult result)
    {
        var everybody = BitrateAllocator.Allocate(demands, subscriber.Budget, audio, isProven: false);
        return everybody.Used <= subscriber.TrustedBudget ? everybody with { Wanted = result.Wanted } : result;
    }
}
