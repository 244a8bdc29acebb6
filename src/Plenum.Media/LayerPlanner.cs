using System.Runtime.InteropServices;
using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Media.Shedding;
using Plenum.Rtc;

namespace Plenum.Media;

/// <summary>
/// Asks the allocator for a subscriber's slots, and sets them on their way to what it says. A room has one, for one
/// subscriber after the other.
/// </summary>
internal sealed class LayerPlanner
{
    private readonly AudioPlanner _audio = new();
    private readonly List<ReceiveSlot> _slots = [];
    private readonly List<VideoDemand> _demands = [];
    private Layer?[] _layers = [];
    private Layer?[] _others = [];

    private Span<VideoDemand> Demands => CollectionsMarshal.AsSpan(_demands);

    /// <summary>Chooses the layers of one subscriber anew.</summary>
    /// <param name="subscriber">Who.</param>
    /// <param name="speaker">Who has the floor.</param>
    /// <param name="level">What is left out, for the server has too much to do.</param>
    /// <param name="events">Is told of each slot whose layer changes.</param>
    /// <param name="now">The time.</param>
    public void Plan(
        Subscriber subscriber, ParticipantId? speaker, ShedLevel level, Queue<MediaEvent> events, Timestamp now)
    {
        Collect(subscriber, speaker, now);
        PictureShedding.Apply(level, subscriber.KeepsPictures, _demands);
        subscriber.Trust(now);
        var audio = _audio.Plan(subscriber, LeastOf(Demands), speaker, now);
        subscriber.Rates = Allocate(subscriber, audio, NextTurn(subscriber, now));
        subscriber.IsStale = false;
        for (var index = 0; index < _slots.Count; index++)
            Apply(_slots[index], _layers[index], events, now);
        _slots.Clear();
        _demands.Clear();
    }

    private void Collect(Subscriber subscriber, ParticipantId? speaker, Timestamp now)
    {
        foreach (var slot in subscriber.Slots)
        {
            if (slot.Wanted?.Selector is null)
                continue;
            _slots.Add(slot);
            _demands.Add(DemandOf(slot, speaker, now));
        }

        if (_layers.Length < _slots.Count)
            (_layers, _others) = (new Layer?[_slots.Count], new Layer?[_slots.Count]);
    }

    private SubscriberRates Allocate(Subscriber subscriber, Bitrate audio, int yields)
    {
        if (yields >= 0)
            Demands[yields] = Demands[yields] with { YieldedAt = _slots[yields].YieldedAt, Yields = true };
        var rates = Allocate(subscriber, audio);
        if (yields >= 0 && !ShowsSomebodyElse())
        {
            // Nobody who waits fits in the place of who gave way.
            Demands[yields] = Demands[yields] with { Yields = false };
            rates = Allocate(subscriber, audio);
        }

        return IsShort() ? WithPatience(subscriber, audio, rates) : rates;
    }

    private SubscriberRates Allocate(Subscriber subscriber, Bitrate audio) =>
        BitrateAllocator.Allocate(Demands, subscriber.FreeBudget, audio, subscriber.IsBudgetProven, _layers);

    /// <summary>Who gives way to one that has been dark, if it is time; -1 for nobody.</summary>
    private int NextTurn(Subscriber subscriber, Timestamp now)
    {
        if (!subscriber.IsBudgetProven || !PictureTurns.IsAwaited(Demands))
        {
            subscriber.TurnEndsAt = now + PictureTurns.Length;
            return -1;
        }

        if (now < subscriber.TurnEndsAt)
            return -1;
        subscriber.TurnEndsAt = now + PictureTurns.Length;
        var next = PictureTurns.Next(Demands);
        if (next >= 0)
            _slots[next].YieldedAt = now;
        return next;
    }

    private static Bitrate LeastOf(ReadOnlySpan<VideoDemand> demands)
    {
        var sum = Bitrate.Zero;
        foreach (ref readonly var demand in demands)
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
            Options = feed.Publication.Layers.At(now),
            Viewport = viewport,
            Priority = PriorityOf(feed, viewport, speaker),
            Current = feed.Selector!.Target,
            WasStarved = slot.WasStarved,
            HoldsSize = slot.Hold.Holds(now),
            YieldedAt = slot.YieldedAt,
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
        if (layer is null && slot.Current != slot.Wanted)
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

    private bool ShowsSomebodyElse()
    {
        for (var index = 0; index < _demands.Count; index++)
        {
            if (_layers[index] is not null && _demands[index].Current is null)
                return true;
        }

        return false;
    }

    private bool IsShort()
    {
        for (var index = 0; index < _demands.Count; index++)
        {
            if (_layers[index] is null && _demands[index] is { Viewport.IsVisible: true, Options.Count: > 0 })
                return true;
        }

        return false;
    }

    /// <summary>
    /// A path that is short for a moment (a machine that stood still looks like that, too) costs frames and sharpness at
    /// once, but a picture only if it stays short, or never carried as much.
    /// </summary>
    private SubscriberRates WithPatience(Subscriber subscriber, Bitrate audio, SubscriberRates rates)
    {
        var everybody = BitrateAllocator.Allocate(Demands, subscriber.Budget, audio, isProven: false, _others);
        if (everybody.Used > subscriber.TrustedBudget)
            return rates;
        (_layers, _others) = (_others, _layers);
        return everybody with { Wanted = rates.Wanted };
    }
}
