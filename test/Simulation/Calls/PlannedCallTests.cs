using Plenum.Rooms;

namespace Plenum.Simulation.Tests.Calls;

/// <summary>
/// Calls that move, from join to media: people come and go, sockets drop, hosts change the topology, links fail. Two
/// seconds after the last of it every forward edge has its slot and every voice is heard; a little later every pair has one
/// edge, and whatever the plan forwards is seen.
/// </summary>
public sealed class PlannedCallTests
{
    private static readonly LinkProfile Clean = LinkProfile.RoundTrip(40);
    private static readonly LinkProfile Lossy = Clean with { Loss = 0.02, Jitter = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public void The_fifth_moves_a_call_to_the_SFU_and_everybody_sees_everybody()
    {
        using var call = new PlannedCall(1, new RoomSettings(), Clean);
        for (var i = 0; i < 5; i++)
            call.Join();

        call.World.RunFor(TimeSpan.FromSeconds(3));

        Assert.All(call.Room.Plan.Edges.ToArray(), edge => Assert.Equal(EdgeVia.Forward, edge.Via));
        Reality.MustBe(call);
    }

    [Fact]
    public void When_three_are_left_the_call_goes_back_to_a_mesh()
    {
        using var call = new PlannedCall(2, new RoomSettings { TopologyHold = TimeSpan.FromSeconds(1) }, Clean);
        for (var i = 0; i < 5; i++)
            call.Join();
        call.World.RunFor(TimeSpan.FromSeconds(3));

        foreach (var caller in call.Callers.Take(2).ToList())
            call.Leave(caller);
        call.World.RunFor(TimeSpan.FromSeconds(3));

        Assert.All(call.Room.Plan.Edges.ToArray(), edge => Assert.Equal(EdgeVia.Direct, edge.Via));
        Reality.MustBe(call);
    }

    [Fact]
    public void Who_is_behind_a_hostile_NAT_is_reached_through_the_SFU_while_the_others_stay_a_mesh()
    {
        using var call = new PlannedCall(3, new RoomSettings { Topology = TopologyMode.Mesh }, Clean);
        call.Join().IsBehindNat = true;
        call.Join();
        call.Join();

        call.World.RunFor(TimeSpan.FromSeconds(4));

        Assert.Equal(8, call.Room.Plan.Edges.ToArray().Count(edge => edge.Via == EdgeVia.Forward));
        Assert.Equal(4, call.Room.Plan.Edges.ToArray().Count(edge => edge.Via == EdgeVia.Direct));
        Reality.MustBe(call);
    }

    [Fact]
    public void Whatever_happens_the_plan_becomes_reality() => Seeds.Run(60, seed =>
    {
        using var call = new PlannedCall(seed, new RoomSettings { TopologyHold = TimeSpan.FromMilliseconds(300) }, seed % 2 == 0 ? Clean : Lossy);
        var random = call.World.Random.Fork();
        for (var i = 0; i < 3; i++)
            call.Join();
        for (var step = 0; step < 8; step++)
        {
            Happen(call, random);
            call.World.RunFor(TimeSpan.FromMilliseconds(200 + random.Next(1200)));
            Reality.MustHold(call);
        }

        call.World.RunUntil(() => call.Callers.All(caller => caller.Signaling is not null), TimeSpan.FromSeconds(2));
        Settle(call);
    });

    [Fact]
    public void A_call_that_grows_quickly_to_twelve_becomes_whole()
    {
        using var call = new PlannedCall(4, new RoomSettings(), Clean);
        for (var i = 0; i < 12; i++)
        {
            call.Join();
            call.World.RunFor(TimeSpan.FromMilliseconds(150));
        }

        Settle(call);
    }

    /// <summary>The plan is reality within two seconds.</summary>
    private static void Settle(PlannedCall call)
    {
        call.World.RunFor(TimeSpan.FromSeconds(2));
        Reality.MustBe(call);
    }

    private static void Happen(PlannedCall call, SeededRandom random)
    {
        var host = call.Callers.First();
        switch (random.Next(7))
        {
            case 0 or 1 when call.Callers.Count < 8:
                call.Join().IsBehindNat = random.Chance(0.1);
                break;
            case 2 when call.Callers.Count > 2:
                call.Leave(call.Callers.ElementAt(random.Next(call.Callers.Count)));
                break;
            case 3 when call.Callers.Last() is { Signaling: not null } last && last != host:
                call.Drop(last, TimeSpan.FromMilliseconds(random.Next(2000)));
                break;
            default:
                call.Do(host, new RoomCommand.SetTopology(host.Id, (TopologyMode)random.Next(3)));
                break;
        }
    }
}
