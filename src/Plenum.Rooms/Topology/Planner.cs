namespace Plenum.Rooms;

/// <summary>Gathers the facts, lets the topology plan, and brings the live plan one step nearer to that.</summary>
internal sealed class Planner(RoomSettings settings)
{
    private readonly HashSet<ParticipantPair> _unlinkable = [];
    private readonly LivePlan _live = new(settings);
    private AutoState _auto = AutoState.Mesh;
    private DateTimeOffset? _strainedSince;

    /// <summary>The plan as clients see it.</summary>
    public Plan Plan => _live.Plan;

    /// <summary>Whether <see cref="TopologyMode.Auto"/> holds the room on the SFU.</summary>
    public bool HoldsOnSfu => _auto.Way == EdgeVia.Forward;

    /// <summary>Takes the facts in and one step towards what follows from them.</summary>
    public PlanDiff Settle(Roster roster, TopologyMode mode, DateTimeOffset now)
    {
        Decide(roster, mode, now);
        return _live.Advance(Topologies.Of(mode).Plan(FactsOf(roster)), now);
    }

    /// <summary>
    /// The same, when all that has happened is that somebody came or went. Who publishes nothing changes the plan for nobody
    /// else: a thousand viewers are not planned anew for one more.
    /// </summary>
    public PlanDiff Settle(Roster roster, TopologyMode mode, Participant passerBy, DateTimeOffset now)
    {
        var held = HoldsOnSfu;
        Decide(roster, mode, now);
        var facts = FactsOf(roster);
        if (held != HoldsOnSfu || !_live.IsAtRest || passerBy.State.Publications.Count > 0)
            return _live.Advance(Topologies.Of(mode).Plan(facts), now);
        var wanted = roster.Find(passerBy.Id) is null ? [] : Topologies.Of(mode).PlanFor(facts, passerBy.State);
        return _live.Set(passerBy.Id, wanted);
    }

    /// <summary>when settling finds something to do though nothing else happens.</summary>
    public RoomDeadline? NextDeadline(TopologyMode mode)
    {
        var move = _live.Deadline;
        var auto = mode == TopologyMode.Auto ? AutoDecision.Deadline(_auto, _strainedSince, settings) : null;
        return auto is { } a && (move is not { } m || a.At < m.At) ? auto : move;
    }

    /// <summary>
    /// Takes what a subscriber tells of an edge. Where it tells that a direct edge that it had has failed, nothing direct
    /// comes about between these two any more: whatever flows between them, in both directions, takes one link.
    /// </summary>
    /// <returns>Whether that changes anything.</returns>
    public bool Report(EdgeId edge, EdgeCondition condition)
    {
        if (_live.TryReport(edge, condition))
            return true;
        if (condition != EdgeCondition.Failed || edge.Via != EdgeVia.Direct || !settings.CanForward || !Plan.Has(edge))
            return false;
        var pair = new ParticipantPair(edge.Publication.Publisher, edge.Subscriber);
        if (!_unlinkable.Add(pair))
            return false;
        _live.Retry(pair);
        return true;
    }

    public void Retry(ParticipantId participant) => _live.Retry(participant);

    public void Forget(ParticipantId participant) => _unlinkable.RemoveWhere(pair => pair.Has(participant));

    /// <summary>After a restart: on the way on which the room was before.</summary>
    public void Restore(bool heldOnSfu)
    {
        if (heldOnSfu)
            _auto = AutoState.Sfu;
    }

    public void Clear()
    {
        _live.Clear();
        _unlinkable.Clear();
        (_auto, _strainedSince) = (AutoState.Mesh, null);
    }

    private void Decide(Roster roster, TopologyMode mode, DateTimeOffset now)
    {
        _strainedSince = roster.All.Min(participant => participant.StrainedSince);
        if (mode == TopologyMode.Auto)
            _auto = AutoDecision.Next(_auto, roster.Linkable, _strainedSince, settings, now);
    }

    private TopologyFacts FactsOf(Roster roster) => new()
    {
        Participants = roster.States,
        Unlinkable = _unlinkable,
        CanForward = settings.CanForward,
        AutoWay = _auto.Way,
    };
}
