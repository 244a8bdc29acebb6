using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>Sends checks at their pace, repeats them, takes their answers, and asks for consent.</summary>
internal sealed class IceCheckRunner
{
    private readonly Dictionary<StunTransactionId, IceCheck> _checks = [];
    private readonly List<IceCheck> _due = [];
    private readonly IEntropy _entropy;
    private readonly TimeSpan _pacing;
    private readonly ulong _tieBreaker;
    private Timestamp _nextCheck = Timestamp.Zero;

    public IceCheckRunner(IceAgentOptions options, IEntropy entropy)
    {
        _entropy = entropy;
        _pacing = options.Pacing;
        Role = options.Role;
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        entropy.Fill(random);
        _tieBreaker = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(random);
    }

    public IceChecklist Checklist { get; } = new();

    public IceRole Role { get; set; }

    /// <summary>The pair in use. It is asked for consent more often than the others.</summary>
    public IcePair? Selected { get; set; }

    public bool IsNominating => Checklist.Pairs.Any(pair => pair.Check is { Nominates: true });

    public Deadline NextDeadline(IceGeneration generation)
    {
        var check = Checklist.HasWork && generation.HasRemote ? _nextCheck : Timestamp.Never;
        foreach (var pending in _checks.Values)
            check = Timestamp.Min(check, pending.Retransmission.Due);
        var consent = Timestamp.Never;
        foreach (var pair in Checklist.Pairs)
            consent = Timestamp.Min(consent, Timestamp.Min(pair.ConsentDue, pair.SilenceDue));
        return Deadline.Earlier(
            new Deadline(check, DeadlineOwner.IceCheck), new Deadline(consent, DeadlineOwner.IceConsent));
    }

    /// <summary>
    /// Whether the peer's claim to our role stands against it (RFC 8445, section 7.3.1.1); if not, ours changes.
    /// </summary>
    public bool WinsConflict(in StunMessage request)
    {
        var theirs = Role == IceRole.Controlling ? StunAttributeType.IceControlling : StunAttributeType.IceControlled;
        if (!request.TryGetUInt64(theirs, out var tieBreaker))
            return false;
        var isOursLarger = _tieBreaker >= tieBreaker;
        // The larger tie-breaker controls. Whoever already has the role that follows from it tells the other by 487.
        if (isOursLarger == (Role == IceRole.Controlling))
            return true;
        SwitchRole();
        return false;
    }

    public void Tick(IceGeneration generation, Timestamp now)
    {
        RepeatChecks(now);
        if (_nextCheck <= now && generation.HasRemote && Checklist.TakeNext(Role) is { } next)
            StartCheck(next, nominates: false, now);
        foreach (var pair in Checklist.Pairs)
        {
            if (pair.ConsentDue <= now || pair.SilenceDue <= now)
                AskConsent(pair, now);
        }
    }

    /// <summary>Checks a pair now; it counts for the pace of the others.</summary>
    public void StartCheck(IcePair pair, bool nominates, Timestamp now)
    {
        _nextCheck = now + _pacing;
        if (!pair.IsValid)
            pair.State = IcePairState.InProgress;
        pair.Check = Send(pair, nominates, isConsent: false, now);
    }

    /// <summary>The peer's check on a pair has just come through: ours may get through now.</summary>
    public void Hurry(IcePair pair, Timestamp now)
    {
        if (pair.Check is { } check)
            check.Retransmission.MakeDue(now);
        else if (!pair.IsValid)
            Checklist.Trigger(pair);
    }

    /// <summary>Takes the answer to a check.</summary>
    /// <param name="response">Success or error.</param>
    /// <param name="path">Where it came from.</param>
    /// <param name="now">The time.</param>
    /// <param name="check">The check that succeeded; none when it did not.</param>
    public DropReason Receive(in StunMessage response, TransportPath path, Timestamp now, out IceCheck? check)
    {
        check = null;
        if (!_checks.TryGetValue(response.TransactionId, out var sent))
            return DropReason.StunUnknownTransaction;
        var pair = sent.Pair;
        if (!response.IsAuthentic(pair.Generation.RemoteKey))
            return DropReason.StunIntegrityMismatch;
        Forget(sent);
        if (path != pair.Path)
        {
            Fail(sent);
            return DropReason.IceAsymmetricResponse;
        }

        if (response.Class == StunClass.Error)
        {
            ReceiveError(sent, response.ErrorCode);
            return DropReason.None;
        }

        pair.State = IcePairState.Succeeded;
        pair.LastAnswered = now;
        pair.ConsentDue = now + Randomized(pair == Selected ? IceTimings.ConsentInterval : IceTimings.ReserveInterval);
        check = sent;
        return DropReason.None;
    }

    /// <summary>Forgets the pairs of this condition and their checks.</summary>
    public void Remove(Predicate<IcePair> condition)
    {
        Checklist.RemoveAll(condition);
        foreach (var check in _checks.Values.ToArray())
        {
            if (condition(check.Pair))
                _checks.Remove(check.Transaction);
        }
    }

    /// <summary>RFC 7675, section 5.1: between 0.8 and 1.2 of the interval, so that peers do not beat in step.</summary>
    public TimeSpan Randomized(TimeSpan interval)
    {
        Span<byte> random = stackalloc byte[1];
        _entropy.Fill(random);
        return interval * (0.8 + (0.4 * random[0] / byte.MaxValue));
    }

    private IceCheck Send(IcePair pair, bool nominates, bool isConsent, Timestamp now)
    {
        var transaction = StunTransactionId.Create(_entropy);
        // Like libwebrtc, each check of the pair in use repeats its nomination: a lite peer follows the latest.
        var useCandidate = Role == IceRole.Controlling && (nominates || pair == Selected);
        var check = new IceCheck
        {
            Transaction = transaction,
            Pair = pair,
            Role = Role,
            Nominates = nominates,
            SentAt = now,
            IsConsent = isConsent,
            Bytes = IceCheckWriter.Write(pair, transaction, Role, _tieBreaker, useCandidate),
            Retransmission = isConsent ? StunRetransmission.Once(now) : StunRetransmission.ForCheck(now),
        };
        _checks.Add(transaction, check);
        pair.Local.Send(check.Bytes, pair.Remote);
        return check;
    }

    private void AskConsent(IcePair pair, Timestamp now)
    {
        // Asked once; whatever the silence means, the ordinary rhythm goes on.
        pair.SilenceDue = Timestamp.Never;
        if (pair != Selected && now - pair.LastAnswered >= IceTimings.ConsentTimeout)
        {
            pair.State = IcePairState.Failed;
            pair.ConsentDue = Timestamp.Never;
            return;
        }

        pair.ConsentDue = pair == Selected
            ? now + IceTimings.ConsentRetry
            : now + Randomized(IceTimings.ReserveInterval);
        Send(pair, nominates: false, isConsent: true, now);
    }

    private void RepeatChecks(Timestamp now)
    {
        _due.Clear();
        foreach (var check in _checks.Values)
        {
            if (check.Retransmission.Due <= now)
                _due.Add(check);
        }

        foreach (var check in _due)
        {
            if (check.Retransmission.TryRepeat(now))
            {
                check.Pair.Local.Send(check.Bytes, check.Pair.Remote);
                continue;
            }

            Forget(check);
            Fail(check);
        }
    }

    private void ReceiveError(IceCheck check, StunErrorCode code)
    {
        if (code != StunErrorCode.RoleConflict)
        {
            Fail(check);
            return;
        }

        if (check.Role == Role)
            SwitchRole();
        if (!check.IsConsent)
            Checklist.Trigger(check.Pair);
    }

    private void SwitchRole() => Role = Role == IceRole.Controlling ? IceRole.Controlled : IceRole.Controlling;

    private void Forget(IceCheck check)
    {
        _checks.Remove(check.Transaction);
        if (check.Pair.Check == check)
            check.Pair.Check = null;
    }

    /// <summary>A lost question of consent is no failure: the silence is measured elsewhere.</summary>
    private static void Fail(IceCheck check)
    {
        if (check.IsConsent || check.Pair.IsValid)
            return;
        check.Pair.State = IcePairState.Failed;
    }
}
