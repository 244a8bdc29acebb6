using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Ice.Turn;

namespace Plenum.Simulation.Tests.Ice;

public sealed class IceConnectivityTests
{
    private static readonly TransportAddress Alice = TransportAddress.Parse("10.0.0.1:1000");
    private static readonly TransportAddress Bob = TransportAddress.Parse("10.0.0.2:2000");
    private static readonly TransportAddress Server = TransportAddress.Parse("198.51.100.1:3478");
    private static readonly TransportAddress AliceNat = TransportAddress.Parse("192.0.2.1:0");
    private static readonly TransportAddress BobNat = TransportAddress.Parse("192.0.2.2:0");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void Two_agents_connect_under_30_percent_loss() => Seeds.Run(200, seed =>
    {
        var (world, alice, bob) = Pair(seed, LinkProfile.RoundTrip(100) with { Loss = 0.3 });
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        Assert.Equal(new TransportPath(Alice, Bob), alice.Full!.SelectedPair);
        Assert.Equal(new TransportPath(Bob, Alice), bob.Full!.SelectedPair);
    });

    [Fact]
    public void An_agent_connects_to_a_lite_server_under_30_percent_loss() => Seeds.Run(200, seed =>
    {
        var (world, client, server) = ClientAndServer(seed, LinkProfile.RoundTrip(100) with { Loss = 0.3 });
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
    });

    [Fact]
    public void Without_loss_a_connection_needs_two_round_trips()
    {
        var (world, client, server) = ClientAndServer(1, LinkProfile.RoundTrip(100));
        Assert.True(world.RunUntil(() => AreConnected(client, server), TimeSpan.FromMilliseconds(200)));
    }

    [Theory]
    [InlineData(IceRole.Controlling)]
    [InlineData(IceRole.Controlled)]
    public void A_role_conflict_is_resolved(IceRole both) => Seeds.Run(50, seed =>
    {
        var world = new SimulatedWorld(seed);
        var alice = new IceNode(world, new IceAgentOptions { Role = both });
        var bob = new IceNode(world, new IceAgentOptions { Role = both });
        alice.AddAddress(Alice);
        bob.AddAddress(Bob);
        IceNode.Introduce(alice, bob);

        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        Assert.NotEqual(alice.Full!.Role, bob.Full!.Role);
    });

    [Fact]
    public void An_agent_that_thinks_it_is_controlled_connects_to_a_lite_server()
    {
        var world = new SimulatedWorld(1);
        var client = new IceNode(world, new IceAgentOptions { Role = IceRole.Controlled });
        var server = new IceNode(world, Server);
        client.AddAddress(Alice);
        IceNode.Introduce(client, server);
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
        Assert.True(server.Drops[DropReason.IceRoleConflict] > 0);
    }

    [Fact]
    public void Agents_behind_two_home_routers_connect_by_reflexive_addresses() => Seeds.Run(20, seed =>
    {
        var (world, alice, bob) = BehindNats(seed, NatKind.PortRestricted, new IceAgentOptions { StunServers = [Server] });
        _ = new SimulatedTurnServer(world.Network, Server, "user", "password");
        alice.AddAddress(Alice);
        bob.AddAddress(Bob);
        IceNode.Introduce(alice, bob);
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        Assert.True(alice.Full!.SelectedPair.Remote.HasSameAddress(BobNat));
    });

    [Fact]
    public void Agents_behind_symmetric_NATs_connect_by_a_relay() => Seeds.Run(20, seed =>
    {
        var options = new IceAgentOptions
        {
            StunServers = [Server],
            TurnServers = [new TurnServer(Server, "user", "password")],
        };
        var (world, alice, bob) = BehindNats(seed, NatKind.Symmetric, options);
        world.Network.DefaultProfile = LinkProfile.RoundTrip(50) with { Loss = 0.1 };
        var turn = new SimulatedTurnServer(world.Network, Server, "user", "password");
        alice.AddAddress(Alice);
        bob.AddAddress(Bob);
        IceNode.Introduce(alice, bob);

        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        Assert.True(alice.Agent.Route.Channel != 0 || bob.Agent.Route.Channel != 0);
        Assert.InRange(turn.AllocationCount, 1, 2);
    });

    [Fact]
    public void A_relay_is_kept_for_an_hour_through_stale_nonces_permissions_and_channels()
    {
        var world = new SimulatedWorld(3);
        var turn = new SimulatedTurnServer(world.Network, Server, "user", "password");
        var alice = new IceNode(world, new IceAgentOptions
        {
            RelayOnly = true,
            TurnServers = [new TurnServer(Server, "user", "password")],
        });
        var bob = new IceNode(world, new IceAgentOptions { Role = IceRole.Controlled });
        alice.AddAddress(Alice);
        bob.AddAddress(Bob);
        IceNode.Introduce(alice, bob);
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));

        for (var minutes = 0; minutes < 60; minutes += 7)
        {
            turn.MakeNonceStale();
            world.RunFor(TimeSpan.FromMinutes(7));
            Assert.True(AreConnected(alice, bob));
        }

        Assert.Equal([IceState.Connected], alice.States.Where(state => state > IceState.Checking).Distinct());
        Assert.Equal(0, turn.PermissionDenied);
        Assert.True(turn.ChannelDataIn > turn.IndicationsIn);
        alice.Full!.Close();
        world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(0, turn.AllocationCount);
    }

    [Fact]
    public void A_relay_with_wrong_credentials_is_given_up_and_the_direct_way_found()
    {
        var world = new SimulatedWorld(3);
        var turn = new SimulatedTurnServer(world.Network, Server, "user", "password");
        var alice = new IceNode(world, new IceAgentOptions { TurnServers = [new TurnServer(Server, "user", "wrong")] });
        var bob = new IceNode(world, new IceAgentOptions { Role = IceRole.Controlled });
        alice.AddAddress(Alice);
        bob.AddAddress(Bob);
        IceNode.Introduce(alice, bob);
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        world.RunFor(TimeSpan.FromSeconds(60));
        Assert.True(alice.Full!.IsGatheringComplete);
        Assert.InRange(turn.Requests, 1, 5);
    }

    [Fact]
    public void A_TURN_server_may_send_us_to_another()
    {
        var world = new SimulatedWorld(3);
        var other = TransportAddress.Parse("198.51.100.2:3478");
        _ = new SimulatedTurnServer(world.Network, Server, "user", "password") { Alternate = other };
        var turn = new SimulatedTurnServer(world.Network, other, "user", "password");
        var alice = new IceNode(world, new IceAgentOptions
        {
            RelayOnly = true,
            TurnServers = [new TurnServer(Server, "user", "password")],
        });
        var bob = new IceNode(world, new IceAgentOptions { Role = IceRole.Controlled });
        alice.AddAddress(Alice);
        bob.AddAddress(Bob);
        IceNode.Introduce(alice, bob);
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        Assert.Equal(1, turn.AllocationCount);
    }

    [Fact]
    public void Two_IPv6_hosts_connect()
    {
        var world = new SimulatedWorld(1);
        var alice = new IceNode(world, new IceAgentOptions());
        var bob = new IceNode(world, new IceAgentOptions { Role = IceRole.Controlled });
        alice.AddAddress(TransportAddress.Parse("[2001:db8::1]:1"));
        alice.AddAddress(Alice);
        bob.AddAddress(TransportAddress.Parse("[2001:db8::2]:1"));
        bob.AddAddress(Bob);
        IceNode.Introduce(alice, bob);
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        Assert.True(alice.Full!.SelectedPair.Remote.IsIPv6);
    }

    [Fact]
    public void A_client_that_moves_to_another_port_keeps_its_session() => Seeds.Run(50, seed =>
    {
        var (world, client, server) = ClientAndServer(seed, LinkProfile.RoundTrip(50) with { Loss = 0.1 });
        var nat = world.Network.AddNat(AliceNat, NatKind.PortRestricted);
        nat.Add(Alice);
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
        var before = server.Agent.Route;

        nat.Rebind(BobNat);
        Assert.True(world.RunUntil(() => server.Agent.Route != before, TimeSpan.FromSeconds(10)));
        world.RunFor(TimeSpan.FromSeconds(60));
        Assert.True(AreConnected(client, server));
        Assert.True(server.Agent.Route.Path.Remote.HasSameAddress(BobNat));
    });

    [Fact]
    public void Rebindings_without_end_do_not_use_up_the_checklist()
    {
        var (world, alice, bob) = Pair(1, LinkProfile.RoundTrip(50));
        var nat = world.Network.AddNat(AliceNat, NatKind.PortRestricted);
        nat.Add(Alice);
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        for (var i = 0; i < 130; i++)
        {
            var before = bob.Full!.SelectedPair;
            nat.Rebind();
            Assert.True(world.RunUntil(() => bob.Full.SelectedPair != before, Limit));
        }

        // What is dead is not asked for consent any more: a question or two a second, not one for each old address.
        world.RunFor(TimeSpan.FromSeconds(60));
        var link = world.Network.LinkBetween(Bob, AliceNat);
        var asked = link.Offered;
        world.RunFor(TimeSpan.FromSeconds(60));
        Assert.InRange(link.Offered - asked, 20, 60);
    }

    [Fact]
    public void A_phone_that_leaves_its_Wi_Fi_goes_on_over_mobile() => Seeds.Run(50, seed =>
    {
        var (world, client, server) = ClientAndServer(seed, LinkProfile.RoundTrip(50));
        var mobile = TransportAddress.Parse("10.9.9.9:9000");
        client.AddAddress(mobile);
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
        Assert.Equal(Alice, server.Agent.Route.Path.Remote);

        world.Network.Partition(Alice, Server);
        Assert.True(world.RunUntil(() => server.Agent.Route.Path.Remote == mobile, TimeSpan.FromSeconds(12)));
        world.RunFor(TimeSpan.FromSeconds(60));
        Assert.True(AreConnected(client, server));
    });

    [Fact]
    public void An_interface_that_goes_away_is_left_at_once()
    {
        var (world, client, server) = ClientAndServer(1, LinkProfile.RoundTrip(50));
        var mobile = TransportAddress.Parse("10.9.9.9:9000");
        client.AddAddress(mobile);
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));

        client.Full!.RemoveLocalAddress(Alice, world.Now);
        Assert.True(world.RunUntil(
            () => AreConnected(client, server) && server.Agent.Route.Path.Remote == mobile, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Consent_expires_after_30_seconds_of_silence_on_both_sides()
    {
        var (world, client, server) = ClientAndServer(1, LinkProfile.RoundTrip(50));
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
        world.RunFor(TimeSpan.FromSeconds(20));
        world.Network.Partition(Alice, Server);

        world.RunFor(TimeSpan.FromSeconds(23));
        Assert.Equal((IceState.Disconnected, IceState.Disconnected), (client.Agent.State, server.Agent.State));
        world.RunFor(TimeSpan.FromSeconds(8));
        Assert.Equal((IceState.Failed, IceState.Failed), (client.Agent.State, server.Agent.State));
        Assert.Equal(Timestamp.Never, client.NextDeadline);
        Assert.Equal(Timestamp.Never, server.NextDeadline);
    }

    [Fact]
    public void A_partition_shorter_than_consent_heals() => Seeds.Run(50, seed =>
    {
        var (world, alice, bob) = Pair(seed, LinkProfile.RoundTrip(80));
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        world.Network.Partition(Alice, Bob);
        world.RunFor(TimeSpan.FromSeconds(20));
        Assert.Equal(IceState.Disconnected, alice.Agent.State);
        world.Network.Heal(Alice, Bob);
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), TimeSpan.FromSeconds(3)));
    });

    [Fact]
    public void A_restart_keeps_the_old_way_until_the_new_one_is_nominated() => Seeds.Run(50, seed =>
    {
        var (world, client, server) = ClientAndServer(seed, LinkProfile.RoundTrip(100) with { Loss = 0.1 });
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
        client.AddAddress(TransportAddress.Parse("10.9.9.9:9000"));

        client.Agent.Restart(IceCredentials.Create(world.Random), world.Now);
        server.Agent.Restart(IceCredentials.Create(world.Random), world.Now);
        Assert.True(AreConnected(client, server));
        Assert.False(server.Agent.Route.IsNone);
        IceNode.Introduce(client, server);
        world.RunFor(TimeSpan.FromSeconds(90));

        Assert.True(AreConnected(client, server));
        Assert.DoesNotContain(IceState.Failed, client.States);
    });

    [Fact]
    public void A_restart_revives_after_failure()
    {
        var (world, client, server) = ClientAndServer(1, LinkProfile.RoundTrip(50));
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
        world.Network.Partition(Alice, Server);
        world.RunFor(TimeSpan.FromSeconds(60));
        world.Network.Heal(Alice, Server);
        world.RunFor(TimeSpan.FromSeconds(60));
        Assert.Equal(IceState.Failed, server.Agent.State);

        client.Agent.Restart(IceCredentials.Create(world.Random), world.Now);
        server.Agent.Restart(IceCredentials.Create(world.Random), world.Now);
        IceNode.Introduce(client, server);
        Assert.True(world.RunUntil(() => AreConnected(client, server), Limit));
    }

    [Fact]
    public void Without_any_way_the_agents_fail_and_rest()
    {
        var (world, alice, bob) = Pair(1, new LinkProfile { Loss = 1 });
        world.RunFor(TimeSpan.FromSeconds(31));
        Assert.Equal(IceState.Failed, alice.Agent.State);
        Assert.Equal(Timestamp.Never, alice.NextDeadline);
        Assert.Equal(IceState.Failed, bob.Agent.State);
    }

    [Fact]
    public void Consent_costs_few_packets()
    {
        var (world, alice, bob) = Pair(1, LinkProfile.RoundTrip(50));
        Assert.True(world.RunUntil(() => AreConnected(alice, bob), Limit));
        var before = world.Network.LinkBetween(Alice, Bob).Offered;
        world.RunFor(TimeSpan.FromSeconds(100));
        // 20 questions and 20 answers, with randomized intervals.
        Assert.InRange(world.Network.LinkBetween(Alice, Bob).Offered - before, 36, 46);
    }

    private static (SimulatedWorld World, IceNode Alice, IceNode Bob) Pair(int seed, LinkProfile profile)
    {
        var world = new SimulatedWorld(seed) { Network = { DefaultProfile = profile } };
        var alice = new IceNode(world, new IceAgentOptions());
        var bob = new IceNode(world, new IceAgentOptions { Role = IceRole.Controlled });
        alice.AddAddress(Alice);
        bob.AddAddress(Bob);
        IceNode.Introduce(alice, bob);
        return (world, alice, bob);
    }

    private static (SimulatedWorld World, IceNode Client, IceNode Server) ClientAndServer(int seed, LinkProfile profile)
    {
        var world = new SimulatedWorld(seed) { Network = { DefaultProfile = profile } };
        var client = new IceNode(world, new IceAgentOptions());
        var server = new IceNode(world, Server);
        client.AddAddress(Alice);
        IceNode.Introduce(client, server);
        return (world, client, server);
    }

    private static (SimulatedWorld World, IceNode Alice, IceNode Bob) BehindNats(
        int seed, NatKind kind, IceAgentOptions options)
    {
        var world = new SimulatedWorld(seed);
        world.Network.AddNat(AliceNat, kind).Add(Alice);
        world.Network.AddNat(BobNat, kind).Add(Bob);
        return (world, new IceNode(world, options), new IceNode(world, options with { Role = IceRole.Controlled }));
    }

    private static bool AreConnected(IceNode one, IceNode other) =>
        one.Agent.State == IceState.Connected && other.Agent.State == IceState.Connected;
}
