using Plenum.Media.Allocation;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media;

/// <summary>One receiver, with its slots and what its path carries.</summary>
internal sealed class Subscriber(SubscriberId id, ParticipantId? participant, RtpExtensionMap extensions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>A few key frames of a small picture: while one passes, most of the path is for what moves.</summary>
    private const double KeyFrameTurnBits = 160_000;

    private Timestamp _trustedAt = Timestamp.Zero;
    private Timestamp _turnAt = Timestamp.Never;

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

    /// <summary>
    /// Whether a key frame may be asked for now. Over a narrow path one after the other: eight at once would fill its queue,
    /// what is lost there breaks other pictures, and those would ask for the next ones.
    /// </summary>
    public bool TryTakeKeyFrameTurn(Timestamp now)
    {
        var rest = TimeSpan.FromSeconds(KeyFrameTurnBits / Math.Max(KeyFrameTurnBits, Budget.BitsPerSecond));
        if (IsBudgetProven && _turnAt != Timestamp.Never && now - _turnAt < rest)
            return false;
        _turnAt = now;
        return true;
    }
}
