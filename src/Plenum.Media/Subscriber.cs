using Plenum.Media.Allocation;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media;

/// <summary>One receiver, with its slots and what its path carries.</summary>
internal sealed class Subscriber(SubscriberId id, ParticipantId? participant, RtpExtensionMap extensions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private Timestamp _trustedAt = Timestamp.Zero;

    public SubscriberId Id => id;

    /// <summary>Who it is, so that it does not get to hear itself; null for one that only watches.</summary>
    public ParticipantId? Participant => participant;

    public RtpExtensionMap Extensions => extensions;

    public List<ReceiveSlot> Slots { get; } = [];

    /// <summary>What the path carries; until it is known, a cautious guess.</summary>
    public Bitrate Budget { get; set; } = BitrateAllocator.InitialBudget;

    /// <summary>Whether the path has shown that it carries no more than the budget.</summary>
    public bool IsBudgetProven { get; set; } = true;

    /// <summary>The most that the budget has been of late.</summary>
    public Bitrate TrustedBudget { get; private set; }

    /// <summary>Whether it is one of those who keep their pictures when the server has too much to do.</summary>
    public bool KeepsPictures { get; set; } = true;

    /// <summary>Whether something changed since its layers were chosen.</summary>
    public bool IsStale { get; set; } = true;

    /// <summary>What its layers take, and what the next better choice would.</summary>
    public SubscriberRates Rates { get; set; }

    /// <summary>Notes the budget: what it was is believed for a while after it has fallen.</summary>
    public void Trust(Timestamp now)
    {
        if (Budget < TrustedBudget && now - _trustedAt < Patience)
            return;
        TrustedBudget = Budget;
        _trustedAt = now;
    }
}
