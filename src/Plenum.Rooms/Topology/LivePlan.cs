using System.Runtime.InteropServices;

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

    /// <summary>Whether every pair has the one edge that it is to have.</summary>
    public bool IsAtRest => _moves.Count == 0;

    /// <summary>Takes one step towards the target, for each subscriber.</summary>
    public PlanDiff Advance(Plan target, DateTimeOffset now)
    {
        var bySubscriber = Plan.BySubscriber.ToBuilder();
        var changes = new PlanDiff.Changes();
        foreach (var (subscriber, wanted) in target.BySubscriber)
        {
            var live = Plan.ArrayTo(subscriber);
            var next = IsAtRest && live.AsSpan().SequenceEqual(wanted) ? live : Advance(live, wanted, now);
            if (ReferenceEquals(live, next))
                continue;
            bySubscriber[subscriber] = next;
            changes.Note(live, next);
        }

        foreach (var (subscriber, live) in Plan.BySubscriber)
        {
            if (target.BySubscriber.ContainsKey(subscriber))
                continue;
            bySubscriber.Remove(subscriber);
            Forget(live);
            changes.Note(live, []);
        }

        var diff = changes.ToDiff();
        if (!diff.IsEmpty)
            Plan = new(bySubscriber.ToImmutable());
        return diff;
    }

    /// <summary>What reaches one subscriber is all that changes, and nothing of it moves.</summary>
    public PlanDiff Set(ParticipantId subscriber, Edge[] wanted)
    {
        var diff = PlanDiff.Between(Plan.ArrayTo(subscriber), wanted);
        if (!diff.IsEmpty)
            Plan = Plan.With(subscriber, wanted);
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

    /// <summary>Both have the edges of a pair side by side, so that one pass over both finds what belongs together.</summary>
    /// <returns>The edges after the step; the same object if they are the same.</returns>
    private Edge[] Advance(Edge[] live, Edge[] wanted, DateTimeOffset now)
    {
        var next = new List<Edge>(wanted.Length + 2);
        var at = 0;
        foreach (var edge in wanted)
        {
            while (at < live.Length && EdgeOrder.ComparePairs(live[at], edge) < 0)
                Forget(live[at++]);
            var first = at;
            while (at < live.Length && EdgeOrder.ComparePairs(live[at], edge) == 0)
                at++;
            Step(live.AsSpan(first..at), edge, next, now);
        }

        Forget(live.AsSpan(at..));
        return CollectionsMarshal.AsSpan(next).SequenceEqual(live) ? live : InOrder(next);
    }

    /// <summary>The two edges of a pair that moves stand in the order of their ways.</summary>
    private static Edge[] InOrder(List<Edge> edges)
    {
        edges.Sort(EdgeOrder.Compare);
        return [.. edges];
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

    private void Forget(ReadOnlySpan<Edge> edges)
    {
        foreach (ref readonly var edge in edges)
            Forget(edge);
    }

    private void Forget(Edge edge)
    {
        if (_moves.Count > 0)
            _moves.Remove(EdgePair.Of(edge));
    }
}
