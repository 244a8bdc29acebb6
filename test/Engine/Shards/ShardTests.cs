using System.Net.Sockets;

namespace Plenum.Engine.Tests.Shards;

public sealed class ShardTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_peer_connects_over_real_sockets_and_gets_its_media_back(bool portable)
    {
        using var rig = new ShardRig(portable);
        var (client, stream, _) = rig.Connect();
        Assert.True(Eventually(() => rig.ClientNotes.Connected == 1));
        Assert.True(Eventually(() => rig.ServerNotes.Connected == 1));

        rig.Send(client, stream, first: 100, count: 50);

        Assert.True(Eventually(() => rig.ClientNotes.Received == 50), $"{rig.ClientNotes.Received} of 50 came back, {rig.ServerNotes.Received} got there");
        Assert.Empty(rig.Faults);
    }

    [Fact]
    public void Many_peers_share_one_port_and_each_gets_its_own()
    {
        const int count = 20;
        using var rig = new ShardRig(portable: false);
        var clients = Enumerable.Range(0, count).Select(_ => rig.Connect()).ToList();
        Assert.True(Eventually(() => rig.ClientNotes.Connected == count));

        foreach (var (client, stream, _) in clients)
            rig.Send(client, stream, 1, 10);

        Assert.True(Eventually(() => rig.ClientNotes.Received == 10 * count));
        Assert.All(clients, ends =>
            Assert.Equal(10, ShardRig.On(rig.Clients, _ => Assert.Single(ends.Client.Peer.InboundStreams).PacketsReceived)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_socket_of_a_peer_alone_is_closed_with_it_after_its_goodbye_and_its_place_is_used_again(bool portable)
    {
        using var rig = new ShardRig(portable);
        var (first, _, _) = rig.Connect();
        Assert.True(Eventually(() => rig.ClientNotes.Connected == 1 && rig.ServerNotes.Connected == 1));
        var before = rig.Clients.Locals[0];

        ShardRig.On(rig.Clients, shard =>
        {
            first.Peer.Close();
            shard.Touch(first);
            return true;
        });

        Assert.True(Eventually(() => rig.ServerNotes.Closed == 1), "the server was not told");
        Assert.True(ShardRig.On(rig.Clients, shard => shard.Locals[0].IsNone));
        using (var free = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
            free.Bind(before.ToIPEndPoint());
        var (second, stream, _) = rig.Connect();
        Assert.True(Eventually(() => rig.ClientNotes.Connected == 2));
        rig.Send(second, stream, first: 100, count: 5);
        Assert.True(Eventually(() => rig.ClientNotes.Received == 5));
        Assert.Single(rig.Clients.Locals);
    }

    [Fact]
    public void A_stop_says_goodbye_to_every_peer()
    {
        using var rig = new ShardRig(portable: false);
        rig.Connect();
        Assert.True(Eventually(() => rig.ClientNotes.Connected == 1));
        Assert.True(Eventually(() => rig.ServerNotes.Connected == 1));

        _ = rig.Server.StopAsync();

        Assert.True(Eventually(() => rig.Server.Ended.IsCompletedSuccessfully));
        Assert.Equal(0, rig.Server.PeerCount);
        Assert.True(Eventually(() => rig.ClientNotes.Closed == 1), "the client was not told");
    }

    [Fact]
    public void An_exception_ends_the_one_peer_and_is_reported()
    {
        using var rig = new ShardRig(portable: false);
        var (first, stream, firstAtServer) = rig.Connect();
        Assert.True(Eventually(() => rig.ServerNotes.Connected == 1));
        Assert.True(Eventually(() => rig.ClientNotes.Connected == 1));
        rig.ServerNotes.Throws = true;
        rig.Send(first, stream, 1, 1);
        Assert.True(Eventually(() => rig.ServerNotes.Closed == 1));
        rig.ServerNotes.Throws = false;

        var fault = Assert.Single(rig.Faults);
        Assert.Same(firstAtServer, fault.Peer);
        Assert.Equal(1, rig.Server.Counters.Faults);
        Assert.Equal(0, ShardRig.On(rig.Server, shard => shard.PeerCount));

        rig.Connect();
        Assert.True(Eventually(() => rig.ServerNotes.Connected == 2), "the shard does not live on");
    }

    [Fact]
    public void What_belongs_to_nobody_is_dropped_and_counted()
    {
        using var rig = new ShardRig(portable: false);
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var server = rig.Server.Locals[0].ToIPEndPoint();
        stranger.SendTo([0x80, 111, 0, 1], server);
        stranger.SendTo([0x16, 0xfe, 0xff], server);
        stranger.SendTo([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], server);

        Assert.True(Eventually(() =>
            rig.Server.Counters is { UnknownAddress: 2, UnknownFragment: 1 }));
    }

    [Fact]
    public void Posts_run_in_order_on_the_shard_s_thread()
    {
        using var rig = new ShardRig(portable: false);
        var order = new List<int>();
        for (var index = 0; index < 100; index++)
        {
            var number = index;
            rig.Server.Post(() => order.Add(number));
        }

        Assert.Equal(Enumerable.Range(0, 100), ShardRig.On(rig.Server, _ => order));
    }

    [Fact]
    public void The_whole_road_of_a_packet_costs_no_managed_bytes()
    {
        using var rig = new ShardRig(portable: false);
        var (client, stream, _) = rig.Connect();
        Assert.True(Eventually(() => rig.ClientNotes.Connected == 1));
        Assert.True(Eventually(() => rig.ServerNotes.Connected == 1));
        ushort next = 1;
        void Exchange(int rounds)
        {
            for (var round = 0; round < rounds; round++, next += 20)
            {
                var expected = rig.ClientNotes.Received + 20;
                rig.Send(client, stream, next, 20);
                Assert.True(Eventually(() => rig.ClientNotes.Received == expected));
            }
        }

        Exchange(50);
        var before = ShardRig.On(rig.Server, _ => GC.GetAllocatedBytesForCurrentThread());
        Exchange(50);
        var after = ShardRig.On(rig.Server, _ => GC.GetAllocatedBytesForCurrentThread());

        // 1,000 packets in and out; the rest is a report or two and the tests' own posts.
        Assert.InRange(after - before, 0, 2_000);
    }

    /// <summary>Waits for another thread's work, by looking.</summary>
    private static bool Eventually(Func<bool> condition) => SpinWait.SpinUntil(condition, Patience);
}
