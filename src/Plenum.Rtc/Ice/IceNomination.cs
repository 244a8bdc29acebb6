namespace Plenum.Rtc.Ice;

/// <summary>
/// Which pair the controlling side nominates, and when: the best that answers, at once when nothing better can come, else
/// after some patience; later on, when it is better than the one in use or that one is silent.
/// </summary>
internal sealed class IceNomination(IceAgentOptions options, IceCheckRunner runner)
{
    private bool _isPatient = true;

    /// <summary>When patience ends; <see cref="Timestamp.Never"/> while no pair is valid, and afterwards.</summary>
    public Timestamp PatienceEnds { get; private set; } = Timestamp.Never;

    public void Restart()
    {
        PatienceEnds = Timestamp.Never;
        _isPatient = true;
    }

    /// <summary>A pair has answered.</summary>
    public void NoteValid(Timestamp now)
    {
        if (_isPatient)
            PatienceEnds = Timestamp.Min(PatienceEnds, now + options.NominationPatience);
    }

    /// <summary>The pair to nominate now, if there is one.</summary>
    public IcePair? Choose(IceGeneration generation, Timestamp now)
    {
        if (PatienceEnds <= now)
        {
            PatienceEnds = Timestamp.Never;
            _isPatient = false;
        }

        if (runner.Role != IceRole.Controlling || runner.IsNominating)
            return null;
        var best = runner.Checklist.Best(runner.Role, pair => IsUsable(pair, generation, now));
        if (best is null || best == runner.Selected)
            return null;
        return runner.Selected is { } selected && selected.Generation == generation
            ? IsBetter(best, selected, now) ? best : null
            : _isPatient && CouldBeBeaten(best) ? null : best;
    }

    private static bool IsUsable(IcePair pair, IceGeneration generation, Timestamp now) =>
        pair.IsValid && pair.Generation == generation && !pair.Local.RouteTo(pair.Remote).IsNone
        && now - pair.LastAnswered < IceTimings.DisconnectedAfter + IceTimings.ReserveInterval;

    private bool IsBetter(IcePair pair, IcePair selected, Timestamp now) =>
        now - selected.LastAnswered >= IceTimings.DisconnectedAfter
        || pair.PriorityFor(runner.Role) > selected.PriorityFor(runner.Role);

    private bool CouldBeBeaten(IcePair best) => runner.Checklist.Best(runner.Role, pair =>
        pair.State is IcePairState.Waiting or IcePairState.InProgress
        && pair.PriorityFor(runner.Role) > best.PriorityFor(runner.Role)) is not null;
}
