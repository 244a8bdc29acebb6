using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media;

/// <summary>
/// Decides which sounds a subscriber is sent. All of them, unless its path has shown that it carries too little.
/// </summary>
internal static class AudioPlanner
{
    /// <summary>Who waits for the first sound of somebody gets that first: a call that moves is held up until then.</summary>
    private static readonly TimeSpan Introduction = TimeSpan.FromSeconds(2);

    /// <summary>Lets in and leaves out.</summary>
    /// <param name="subscriber">Who.</param>
    /// <param name="pictures">What its pictures take at the least.</param>
    /// <param name="speaker">Who has the floor.</param>
    /// <param name="now">The time.</param>
    /// <returns>What the sounds that are sent take.</returns>
    public static Bitrate Plan(Subscriber subscriber, Bitrate pictures, ParticipantId? speaker, Timestamp now)
    {
        var slots = subscriber.Slots.FindAll(slot => slot.Wanted is { Selector: null } && !slot.IsPaused);
        var demands = slots.ConvertAll(slot => DemandOf(slot, speaker, now));
        var heard = FitsAll(subscriber, demands, pictures) ? null : AudioSelection.Choose(demands, subscriber.Budget, pictures);
        var sum = Bitrate.Zero;
        for (var index = 0; index < slots.Count; index++)
        {
            var isLeftOut = heard is not null && !heard[index] && IsIntroduced(slots[index], now);
            if (isLeftOut != slots[index].IsLeftOut)
                slots[index].SetLeftOut(isLeftOut);
            if (!isLeftOut)
                sum += demands[index].Bitrate;
        }

        return sum;
    }

    private static bool FitsAll(Subscriber subscriber, List<AudioDemand> demands, Bitrate pictures)
    {
        if (!subscriber.IsBudgetProven)
            return true;
        var all = pictures;
        var isChoosing = false;
        foreach (var demand in demands)
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
