namespace Plenum.Rooms;

/// <summary>
/// The plan as clients see it, on its way to the one that the topology wants. A pair that has no edge yet gets its edge
/// at once, a pair that is gone loses what it has at once, and every other pair moves by <see cref="EdgeMove"/>: it has one
/// edge or, while it moves, two.
/// </summary>
internal sealed class LivePlan(RoomSettings settings)
{
    private readonly Dictionary<EdgePair, EdgeMove> _moves = [];

    public Plan Plan { get; private set; } = Plan.Empty;

    /// <summary>When a move is given up or tried again, whichever is first.</summary>
    public RoomDeadline? Deadline
    {
        get
        {
            RoomDeadline? next = null;
            foreach (var (pair, move) in _moves)
            {
                if (next is { } known && known.At <= move.Due)
                    continue;
                var reason = move.IsRising ? RoomDeadlineReason.MoveTimeout : RoomDeadlineReason.MoveRetry;
                next = new(move.Due, reason, pair.Subscriber);
            }

            return next;
        }
    }

    /// <summary>
    /// Takes one step towards the target. Both plans have the edges of a pair side by side, so that one pass over both
    /// finds what belongs together.
    /// </summary>
    public PlanDiff Advance(Plan target, DateTimeOffset now)
    {
        var live = Plan.Edges;
        var wanted = target.Edges;
        var next = new List<Edge>(wanted.Length + _moves.Count);
        var at = 0;
        foreach (var edge in wanted)
        {
            while (at < live.Length && EdgeOrder.ComparePairs(live[at], edge) < 0)
                Forget(live[at++]);
            var first = at;
            while (at < live.Length && EdgeOrder.ComparePairs(live[at], edge) == 0)
                at++;
            Step(live[first..at], edge, next, now);
        }

        while (at < live.Length)
            Forget(live[at++]);
        var plan = new Plan([.. next]);
        var diff = PlanDiff.Between(Plan, plan);
        if (!diff.IsEmpty)
            Plan = plan;
        return diff;
    }

    /// <summary>What the subscriber of a rising edge tells of it. Anything else is outdated and changes nothing.</summary>
    public bool TryReport(EdgeId edge, EdgeCondition condition)
    {
        var pair = EdgePair.Of(edge);
        if (!_moves.TryGetValue(pair, out var move) || !move.IsRising || move.To != edge.Via)
            return false;
        _moves[pair] = move with { Phase = condition == EdgeCondition.Up ? MovePhase.Arrived : MovePhase.Failed };
        return true;
    }

    /// <summary>Somebody is back: what rests because nobody brought it up is tried at once.</summary>
    public void Retry(ParticipantId participant) => Retry(pair => pair.Concerns(participant));

    /// <summary>What these two have is broken: what rests between them is tried at once.</summary>
    public void Retry(ParticipantPair between) =>
        Retry(pair => new ParticipantPair(pair.Publication.Publisher, pair.Subscriber) == between);

    public void Clear()
    {
        Plan = Plan.Empty;
        _moves.Clear();
    }

    private void Step(ReadOnlySpan<Edge> live, Edge wanted, List<Edge> next, DateTimeOffset now)
    {
        if (live.Length == 0 || (live.Length == 1 && live[0].Via == wanted.Via))
        {
            next.Add(wanted);
            Forget(wanted);
            return;
        }

        var pair = EdgePair.Of(wanted);
        var move = _moves.GetValueOrDefault(pair);
        var settled = live.Length == 2 && live[0].Via == move!.To ? live[1].Via : live[0].Via;
        move = EdgeMove.Next(ref settled, move, wanted.Via, settings, now);
        next.Add(wanted with { Via = settled });
        if (move is null)
        {
            _moves.Remove(pair);
            return;
        }

        _moves[pair] = move;
        if (move.IsRising)
            next.Add(wanted);
    }

    private void Retry(Func<EdgePair, bool> isMeant)
    {
        foreach (var (pair, move) in _moves)
        {
            if (move.Phase == MovePhase.Resting && isMeant(pair))
                _moves.Remove(pair);
        }
    }

    private void Forget(Edge edge)
    {
        if (_moves.Count > 0)
            _moves.Remove(EdgePair.Of(edge));
    }
}
