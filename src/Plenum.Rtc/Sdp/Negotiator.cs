using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Plenum.Rtc.Sdp;

/// <summary>
/// Offer and answer (RFC 8829) over one bundled transport. Pure functions: what was agreed before is passed in, what is
/// agreed now comes out.
/// </summary>
public static class Negotiator
{
    /// <summary>Answers an offer.</summary>
    /// <param name="offer">The other side's offer.</param>
    /// <param name="policy">What we accept.</param>
    /// <param name="local">What we say of our transport.</param>
    /// <param name="current">What is agreed so far; null for the first offer.</param>
    /// <param name="entropy">Where new credentials and sources come from.</param>
    /// <param name="answer">The answer and what is agreed with it.</param>
    /// <param name="problem">Why there is no answer.</param>
    public static bool TryAnswer(
        SessionDescription offer,
        NegotiationPolicy policy,
        LocalTransport local,
        NegotiatedSession? current,
        IEntropy entropy,
        [NotNullWhen(true)] out NegotiatedAnswer? answer,
        out SdpProblem problem)
    {
        problem = new Answerer(offer, policy, local, current, entropy).TryAnswer(out answer);
        return answer is not null;
    }

    /// <summary>Makes an offer.</summary>
    /// <param name="sections">All sections that the session has, stopped ones included, in an order that only grows.</param>
    /// <param name="policy">What we offer.</param>
    /// <param name="local">What we say of our transport.</param>
    /// <param name="current">What is agreed so far; null for the first offer.</param>
    /// <param name="restartsIce">Whether ICE shall start anew.</param>
    /// <param name="entropy">Where new credentials and sources come from.</param>
    public static LocalOffer Offer(
        ImmutableArray<OfferedMedia> sections,
        NegotiationPolicy policy,
        LocalTransport local,
        NegotiatedSession? current,
        bool restartsIce,
        IEntropy entropy) =>
        new Offerer(sections, policy, local, current, restartsIce, entropy).Offer();

    /// <summary>Takes the answer to an offer of ours.</summary>
    /// <param name="offer">Our offer.</param>
    /// <param name="policy">The policy that the offer was made with.</param>
    /// <param name="answer">The other side's answer.</param>
    /// <param name="current">What was agreed before the offer; null for the first one.</param>
    /// <param name="session">What is agreed now.</param>
    /// <param name="problem">Why the answer cannot be accepted.</param>
    public static bool TryComplete(
        LocalOffer offer,
        NegotiationPolicy policy,
        SessionDescription answer,
        NegotiatedSession? current,
        [NotNullWhen(true)] out NegotiatedSession? session,
        out SdpProblem problem)
    {
        problem = new AnswerReader(offer, policy, answer, current).TryRead(out session);
        return session is not null;
    }
}
