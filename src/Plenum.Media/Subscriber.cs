using Plenum.Media.Allocation;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media;

/// <summary>One receiver, with its slots and what its path carries.</summary>
internal sealed class Subscriber(SubscriberId id, ParticipantId? participant, RtpExtensionMap extensions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>While a key frame passes, a third of the path is for what moves.</summary>
    private const double TurnFactor = 1.5;
    private const double ClogSeconds = 0.25;
    private const double LeastFree = 0.7;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    private Timestamp _trustedAt = Timestamp.Zero;
    private Timestamp _turnUntil = Timestamp.Zero;

    public SubscriberId Id => id;

    /// <summary>Who it is, so that it does not get to hear itself; null for one that only watches.</summary>
    public ParticipantId? Participant => participant;

    public RtpExtensionMap Extensions => extensions;

    public List<ReceiveSlot> Slots { get; } = [];

    /// <summary>What the path carries; until it is known, a cautious guess.</summary>
    public Bitrate Budget { get; set; } = BitrateAllocator.InitialBudget;

    /// <summary>Whether the path has shown that it carries no more than the budget.</summary>
    public bool IsBudgetProven { get; set; } = true;

    /// <summary>What waits to be sent, in bits.</summary>
    public long Backlog { get; set; }

    /// <summary>
    /// Whether more waits than a moment's: what is sent now comes too late, and what was not worth its bits before is
    /// worth less.
    /// </summary>
    public bool IsClogged => IsBudgetProven && Backlog > Budget.BitsPerSecond * ClogSeconds;

    /// <summary>What is left for what is new: what waits is to be gone in a second.</summary>
    public Bitrate FreeBudget =>
        !IsBudgetProven ? Budget : Bitrate.Max(Budget - new Bitrate(Backlog), Budget * LeastFree);

    /// <summary>The most that the budget has been of late.</summary>
    public Bitrate TrustedBudget { get; private set; }

    /// <summary>Whether it is one of those who keep their pictures when the server has too much to do.</summary>
    public bool KeepsPictures { get; set; } = true;

    /// <summary>Whether something changed since its layers were chosen.</summary>
    public bool IsStale { get; set; } = true;

    /// <summary>When somebody else's turn comes where not all pictures fit (<see cref="PictureTurns"/>).</summary>
    public Timestamp TurnEndsAt { get; set; }

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
    /// <param name="bits">How large it will be.</param>
    /// <param name="now">The time.</param>
    public bool TryTakeKeyFrameTurn(long bits, Timestamp now)
    {
        if (IsBudgetProven && now < _turnUntil)
            return false;
        var turn = TimeSpan.FromSeconds(bits * TurnFactor / Math.Max(1, Budget.BitsPerSecond));
        _turnUntil = now + (turn < LongestTurn ? turn : LongestTurn);
        return true;
    }
}
