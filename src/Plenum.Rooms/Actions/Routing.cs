namespace Plenum.Rooms;

/// <summary>What participants tell of the ways that media takes, and what a host decides about them.</summary>
internal sealed class Routing(RoomContext room)
{
    public static readonly RoomError NoSfu = new(
        RoomErrorCode.Unavailable, "This server forwards no media: calls are peer to peer.");

    private static readonly RoomError TooManyForMesh = new(
        RoomErrorCode.RoomFull, $"A mesh carries {MeshTopology.Limit} participants; the room has more.");

    public RoomError? Report(Participant actor, RoomCommand.ReportEdge report)
    {
        if (!Enum.IsDefined(report.Condition))
            return Refusal.Invalid("state: use up or failed.");
        if (report.Edge.Subscriber == actor.Id && room.Planner.Report(report.Edge, report.Condition))
            room.Replan();
        return null;
    }

    public RoomError? Strain(Participant actor, bool strained)
    {
        if (strained == actor.StrainedSince is not null)
            return null;
        actor.StrainedSince = strained ? room.Now : null;
        room.Replan();
        return null;
    }

    public RoomError? SetTopology(TopologyMode mode)
    {
        if (!Enum.IsDefined(mode))
            return Refusal.Invalid("topology: use auto, mesh or sfu.");
        if (mode != TopologyMode.Mesh && !room.Settings.CanForward)
            return NoSfu;
        if (room.Roster.Count - room.Roster.Audience > Topologies.Of(mode).MaxParticipants)
            return TooManyForMesh;
        if (mode == room.State.Topology)
            return null;
        room.Change(room.State.WithTopology(mode, room.Settings));
        room.Replan();
        return null;
    }
}
