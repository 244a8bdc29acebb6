using Plenum.Rtc;

namespace Plenum.Simulation.Tests.Network;

public sealed class SimulatedNetworkTests
{
    private static readonly TransportAddress Alice = TransportAddress.Parse("10.0.0.1:1000");
    private static readonly TransportAddress Bob = TransportAddress.Parse("10.0.0.2:2000");

    private readonly Probe _bob = new();

    [Fact]
    public void A_datagram_arrives_after_the_latency()
    {
        var world = WorldWith(new LinkProfile { Latency = TimeSpan.FromMilliseconds(30) });
        var start = world.Now;

        world.Network.Send(Alice, Bob, [7]);
        world.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal([(7, Alice, start + TimeSpan.FromMilliseconds(30))], _bob.Received);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        var first = Arrivals(1);
        Assert.Equal(first, Arrivals(1));
        Assert.NotEqual(first, Arrivals(2));
    }

    [Fact]
    public void Random_loss_is_close_to_the_rate_asked_for()
    {
        var world = WorldWith(new LinkProfile { Loss = 0.3 });
        SendMany(world, 10_000);
        Assert.InRange(_bob.Received.Count, 6_800, 7_200);
    }

    [Fact]
    public void Burst_loss_has_the_mean_and_the_burst_length_asked_for()
    {
        var world = WorldWith(new LinkProfile { Burst = BurstLoss.Of(0.1, 5) });
        for (var i = 0; i < 20_000; i++)
            world.After(TimeSpan.FromMilliseconds(i), () => world.Network.Send(Alice, Bob, [1]));
        world.RunFor(TimeSpan.FromSeconds(30));

        var bursts = _bob.Received.Zip(_bob.Received.Skip(1), (a, b) => (b.At - a.At).TotalMilliseconds - 1)
            .Where(gap => gap >= 0.5).ToList();
        Assert.InRange(_bob.Received.Count, 17_400, 18_600);
        Assert.InRange(bursts.Average(), 4, 6);
    }

    [Fact]
    public void Jitter_alone_keeps_the_order_and_reordering_does_not()
    {
        var jitter = WorldWith(new LinkProfile { Jitter = TimeSpan.FromMilliseconds(50) });
        SendMany(jitter, 200);
        Assert.Equal(_bob.Received.Select(r => r.First).Order(), _bob.Received.Select(r => r.First));

        _bob.Received.Clear();
        var reorder = WorldWith(new LinkProfile { Reorder = 0.2 });
        SendMany(reorder, 200);
        Assert.NotEqual(_bob.Received.Select(r => r.First).Order(), _bob.Received.Select(r => r.First));
    }

    [Fact]
    public void Duplicates_arrive_twice()
    {
        var world = WorldWith(new LinkProfile { Duplicate = 1 });
        SendMany(world, 10);
        Assert.Equal(20, _bob.Received.Count);
    }

    [Fact]
    public void A_bottleneck_spaces_datagrams_and_its_queue_drops_the_tail()
    {
        var world = WorldWith(new LinkProfile
        {
            Rate = Bitrate.FromKilobits(800),
            Queue = TimeSpan.FromMilliseconds(50),
        });

        for (byte i = 0; i < 20; i++)
            world.Network.Send(Alice, Bob, Payload(i, 1000));
        world.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal([0, 1, 2, 3, 4, 5], _bob.Received.Select(r => (int)r.First));
        Assert.Equal(10, (_bob.Received[3].At - _bob.Received[2].At).TotalMilliseconds);
        Assert.Equal(14, world.Network.LinkBetween(Alice, Bob).Overflowed);
        Assert.Equal(50, world.Network.LinkBetween(Alice, Bob).QueuePeak.TotalMilliseconds);
    }

    [Fact]
    public void Routes_that_share_a_link_share_its_bottleneck()
    {
        var world = WorldWith(LinkProfile.Perfect);
        var carol = TransportAddress.Parse("10.0.0.3:3000");
        var link = world.Network.CreateLink(new LinkProfile { Rate = Bitrate.FromKilobits(800) });
        world.Network.Route(Alice, Bob, link);
        world.Network.Route(carol, Bob, link);
        var start = world.Now;

        world.Network.Send(Alice, Bob, Payload(1, 1000));
        world.Network.Send(carol, Bob, Payload(2, 1000));
        world.RunFor(TimeSpan.FromSeconds(1));

        Assert.Equal([10, 20], _bob.Received.Select(r => (int)(r.At - start).TotalMilliseconds));
    }

    [Fact]
    public void A_datagram_over_the_mtu_vanishes()
    {
        var world = WorldWith(new LinkProfile { Mtu = 1200 });
        world.Network.Send(Alice, Bob, Payload(1, 1201));
        world.Network.Send(Alice, Bob, Payload(2, 1200));
        world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Assert.Single(_bob.Received).First);
    }

    [Fact]
    public void A_partition_cuts_and_heals()
    {
        var world = WorldWith(LinkProfile.Perfect);
        world.Network.Partition(Alice, Bob);
        SendMany(world, 3);
        Assert.Empty(_bob.Received);

        world.Network.Heal(Alice, Bob);
        SendMany(world, 3);
        Assert.Equal(3, _bob.Received.Count);
    }

    [Fact]
    public void A_nat_translates_lets_answers_in_and_filters_strangers()
    {
        var world = WorldWith(LinkProfile.Perfect);
        var alice = new Probe();
        world.Network.Bind(Alice, alice);
        var nat = world.Network.AddNat(TransportAddress.Parse("192.0.2.1:0"), NatKind.PortRestricted);
        nat.Add(Alice);

        SendMany(world, 1);
        var outside = Assert.Single(_bob.Received).Source;
        Assert.True(outside.HasSameAddress(TransportAddress.Parse("192.0.2.1:0")));

        world.Network.Send(Bob, outside, [9]);
        world.Network.Send(Bob.WithPort(2001), outside, [10]);
        world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(9, Assert.Single(alice.Received).First);
    }

    [Fact]
    public void A_rebinding_gives_a_new_port_and_kills_the_old_one()
    {
        var world = WorldWith(LinkProfile.Perfect);
        var alice = new Probe();
        world.Network.Bind(Alice, alice);
        var nat = world.Network.AddNat(TransportAddress.Parse("192.0.2.1:0"), NatKind.FullCone);
        nat.Add(Alice);
        SendMany(world, 1);
        nat.Rebind();
        SendMany(world, 1);

        Assert.NotEqual(_bob.Received[0].Source, _bob.Received[1].Source);
        world.Network.Send(Bob, _bob.Received[0].Source, [9]);
        world.RunFor(TimeSpan.FromSeconds(1));
        Assert.Empty(alice.Received);
    }

    [Fact]
    public void A_symmetric_nat_maps_each_destination_by_itself()
    {
        var world = WorldWith(LinkProfile.Perfect);
        var carol = TransportAddress.Parse("10.0.0.3:3000");
        world.Network.Bind(carol, _bob);
        world.Network.AddNat(TransportAddress.Parse("192.0.2.1:0"), NatKind.Symmetric).Add(Alice);

        world.Network.Send(Alice, Bob, [1]);
        world.Network.Send(Alice, carol, [2]);
        world.RunFor(TimeSpan.FromSeconds(1));

        Assert.NotEqual(_bob.Received[0].Source, _bob.Received[1].Source);
    }

    [Fact]
    public void An_endpoint_is_ticked_at_its_deadline()
    {
        var world = WorldWith(LinkProfile.Perfect);
        var due = world.Now + TimeSpan.FromMinutes(5);
        _bob.NextDeadline = due;
        world.RunFor(TimeSpan.FromHours(1));
        Assert.Equal([due], _bob.Ticks);
    }

    private SimulatedWorld WorldWith(LinkProfile profile, int seed = 1)
    {
        var world = new SimulatedWorld(seed);
        world.Network.DefaultProfile = profile;
        world.Network.Bind(Bob, _bob);
        world.Add(_bob);
        return world;
    }

    private List<(byte, TransportAddress, Timestamp)> Arrivals(int seed)
    {
        _bob.Received.Clear();
        var world = WorldWith(
            new LinkProfile { Loss = 0.2, Jitter = TimeSpan.FromMilliseconds(9), Reorder = 0.1, Duplicate = 0.1 }, seed);
        SendMany(world, 100);
        return [.. _bob.Received];
    }

    private static void SendMany(SimulatedWorld world, int count)
    {
        for (var i = 0; i < count; i++)
            world.Network.Send(Alice, Bob, [(byte)i]);
        world.RunFor(TimeSpan.FromSeconds(1));
    }

    private static byte[] Payload(byte first, int length)
    {
        var payload = new byte[length];
        payload[0] = first;
        return payload;
    }
}
