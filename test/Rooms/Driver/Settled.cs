namespace Plenum.Rooms.Tests.Driver;

/// <summary>What the plan has to be once nothing happens any more: an oracle of its own.</summary>
internal static class Settled
{
    public static void MustBe(TestRoom room)
    {
        var free = new HashSet<EdgeVia>();
        foreach (var edge in room.Room.Plan.Edges)
        {
            if (MustForward(room, edge))
                Assert.Equal(EdgeVia.Forward, edge.Via);
            else
                free.Add(edge.Via);
        }

        if (free.Count > 0)
            Assert.Contains(Assert.Single(free), Allowed(room));
    }

    private static EdgeVia[] Allowed(TestRoom test)
    {
        var (room, settings) = (test.Room, test.Room.Settings);
        var linkable = room.Participants.Count(participant => participant.Reach == Reach.Any);
        if (!settings.CanForward || room.State.Topology == TopologyMode.Mesh)
            return [EdgeVia.Direct];
        if (room.State.Topology == TopologyMode.Sfu || test.Health.IsAnybodyStrained || linkable > settings.MeshUpTo)
            return [EdgeVia.Forward];
        return linkable <= settings.MeshAgainAt ? [EdgeVia.Direct] : [EdgeVia.Direct, EdgeVia.Forward];
    }

    private static bool MustForward(TestRoom test, Edge edge) =>
        test.Room.Settings.CanForward
        && (Of(test, edge.Publisher).Reach == Reach.Forward || Of(test, edge.Subscriber).Reach == Reach.Forward
            || test.Health.IsUnlinkable(edge.Publisher, edge.Subscriber));

    private static ParticipantState Of(TestRoom test, ParticipantId id) =>
        test.Room.Participants.Single(participant => participant.Id == id);
}
