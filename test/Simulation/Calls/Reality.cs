using Plenum.Rooms;

namespace Plenum.Simulation.Tests.Calls;

/// <summary>Whether what clients know, send and get is what the room has planned.</summary>
internal static class Reality
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>At every moment.</summary>
    public static void MustHold(PlannedCall call)
    {
        Assert.Empty(call.Sfu.Faults);
        foreach (var caller in call.Callers)
        {
            if (caller.Signaling is not null)
                Assert.True(call.Room.Plan.Of(caller.Id).ToHashSet().SetEquals(caller.Edges), $"{caller.Id} knows another plan");
            Assert.Equal(caller.Slots.Count, caller.Slots.Values.Distinct().Count());
            foreach (var (mid, video) in caller.Client.Video)
                Assert.True(video.Violations.Count == 0, $"{caller.Id}, {mid}: {string.Join("; ", video.Violations)}");
            Assert.All(caller.Client.Audio.Values, audio => Assert.Equal(0, audio.Repeats));
        }
    }

    /// <summary>Two seconds after the last change: every forward edge has its slot, and every voice is heard.</summary>
    public static void MustBeNear(PlannedCall call)
    {
        MustHold(call);
        foreach (var caller in call.Callers)
        {
            Assert.Equal(Forwarded(caller).Count, caller.Slots.Count);
            Assert.All(Forwarded(caller).Where(edge => edge.Publication.Cid.Value == "microphone"), edge => MustGet(caller, edge));
        }
    }

    /// <summary>Once nothing happens any more: every pair has one edge, and whatever is forwarded is seen and heard.</summary>
    public static void MustBe(PlannedCall call)
    {
        MustBeNear(call);
        var pairs = call.Room.Plan.Edges.ToArray().Select(edge => (edge.Publication, edge.Subscriber)).ToList();
        Assert.Equal(pairs.Count, pairs.Distinct().Count());
        foreach (var caller in call.Callers)
            Assert.All(Forwarded(caller), edge => MustGet(caller, edge));
    }

    private static List<Edge> Forwarded(PlannedCaller caller) =>
        [.. caller.Edges.Where(edge => edge.Via == EdgeVia.Forward && edge.Subscriber == caller.Id)];

    private static void MustGet(PlannedCaller caller, Edge edge) => Assert.True(
        caller.Gets(edge.Publication, PlannedCaller.NumberOf(edge.Publisher), Fresh), $"{caller.Id} does not get {edge.Id}");
}
