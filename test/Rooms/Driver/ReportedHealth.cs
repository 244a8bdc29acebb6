namespace Plenum.Rooms.Tests.Driver;

/// <summary>A model, of its own, of what participants told: who is strained, and between whom no direct link came about.</summary>
internal sealed class ReportedHealth
{
    private readonly HashSet<ParticipantId> _strained = [];
    private readonly HashSet<(ParticipantId, ParticipantId)> _unlinkable = [];

    public bool IsAnybodyStrained => _strained.Count > 0;

    /// <param name="command">What was done.</param>
    /// <param name="ledger">The plan before that.</param>
    /// <param name="room">The room.</param>
    public void Heard(RoomCommand command, PlanLedger ledger, Room room)
    {
        if (command is ReportStrain { Strained: true })
            _strained.Add(command.Actor);
        else if (command is ReportStrain)
            _strained.Remove(command.Actor);
        else if (command is ReportEdge { Condition: EdgeCondition.Failed, Edge: { Via: EdgeVia.Direct } edge } && room.Settings.CanForward)
            DirectFailed(command.Actor, edge, ledger);
    }

    /// <summary>Who is gone is forgotten.</summary>
    public void Follow(IReadOnlyList<ParticipantState> participants)
    {
        var present = participants.Select(participant => participant.Id).ToHashSet();
        _strained.IntersectWith(present);
        _unlinkable.RemoveWhere(pair => !present.Contains(pair.Item1) || !present.Contains(pair.Item2));
    }

    public bool IsUnlinkable(ParticipantId one, ParticipantId other) =>
        _unlinkable.Contains((one, other)) || _unlinkable.Contains((other, one));

    /// <summary>Only an edge that was there first says something of the link; one that was to replace another is taken back.</summary>
    private void DirectFailed(ParticipantId subscriber, EdgeId edge, PlanLedger ledger)
    {
        if (edge.Subscriber == subscriber && ledger.TryWays(edge.Publication, subscriber, out var ways) && ways[0] == EdgeVia.Direct)
            _unlinkable.Add((edge.Publication.Publisher, subscriber));
    }
}
