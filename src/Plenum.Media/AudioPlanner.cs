using System.Runtime.InteropServices;
using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media;

/// <summary>
/// Decides which sounds a subscriber is sent. All of them, unless its path has shown that it carries too little.
/// </summary>
internal sealed class AudioPlanner
{
    /// <summary>Who waits for the first sound of somebody gets that first: a call that moves is held up until then.</summary>
    private static readonly TimeSpan Introduction = TimeSpan.FromSeconds(2);

    private readonly List<ReceiveSlot> _slots = [];
    private readonly List<AudioDemand> _demands = [];

    /// <summary>Lets in and leaves out.</summary>
    /// <param name="subscriber">Who.</param>
    /// <param name="pictures">What its pictures take at the least.</param>
    /// <param name="speaker">Who has the floor.</param>
    /// <param name="now">The time.</param>
    /// <returns>What the sounds that are sent take.</returns>
    public Bitrate Plan(Subscriber subscriber, Bitrate pictures, ParticipantId? speaker, Timestamp now)
    {
        foreach (var slot in subscriber.Slots)
        {
            if (slot.Wanted is not { Selector: null } || slot.IsPaused)
                continue;
            _slots.Add(slot);
            _demands.Add(DemandOf(slot, speaker, now));
        }

        var sum = Apply(subscriber, pictures, now);
        _slots.Clear();
        _demands.Clear();
        return sum;
    }

    private Bitrate Apply(Subscriber subscriber, Bitrate pictures, Timestamp now)
    {
        var demands = CollectionsMarshal.AsSpan(_demands);
        Span<bool> heard = stackalloc bool[demands.Length];
        if (FitsAll(subscriber, demands, pictures))
            heard.Fill(true);
        else
            AudioSelection.Choose(demands, subscriber.Budget, pictures, heard);
        var sum = Bitrate.Zero;
        for (var index = 0; index < heard.Length; index++)
        {
            var isLeftOut = !heard[index] && IsIntroduced(_slots[index], now);
            if (isLeftOut != _slots[index].IsLeftOut)
                _slots[index].SetLeftOut(isLeftOut);
            if (!isLeftOut)
                sum += demands[index].Bitrate;
        }

        return sum;
    }

    private static bool FitsAll(Subscriber subscriber, ReadOnlySpan<AudioDemand> demands, Bitrate pictures)
    {
        if (!subscriber.IsBudgetProven)
            return true;
        var all = pictures;
        var isChoosing = false;
        foreach (ref readonly var demand in demands)
        {
            all += demand.Bitrate;
            isChoosing |= !demand.IsHeard;
        }

        return isChoosing ? all * AudioSelection.ReturnMargin <= subscriber.Budget : all <= subscriber.TrustedBudget;
    }

    private static bool IsIntroduced(ReceiveSlot slot, Timestamp now) =>
        slot.Wanted is { HasFlown: true } feed && now - feed.FlownSince >= Introduction;

    private static AudioDemand DemandOf(ReceiveSlot slot, ParticipantId? speaker, Timestamp now)
    {
        var publication = slot.Wanted!.Publication;
        var rate = publication.Streams[0].Measure(new Layer(0, Layer.MaxTemporal - 1), now);
        return new(rate, ImportanceOf(publication, speaker), publication.Voice?.Score ?? 0, !slot.IsLeftOut);
    }

    private static AudioImportance ImportanceOf(Publication publication, ParticipantId? speaker) => publication.Voice switch
    {
        null => AudioImportance.Floor,
        { IsKnown: false } => AudioImportance.Unknown,
        { IsSpeaking: false } => AudioImportance.Silent,
        { Participant: var participant } => participant == speaker ? AudioImportance.Floor : AudioImportance.Speaking,
    };
}
