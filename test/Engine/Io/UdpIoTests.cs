using System.Net;
using System.Net.Sockets;
using Plenum.Engine.Io;
using Plenum.Rtc;

namespace Plenum.Engine.Tests.Io;

/// <summary>The same tests for both kinds of sockets.</summary>
public sealed class UdpIoTests
{
    private static readonly TransportAddress LoopbackIPv4 = TransportAddress.Parse("127.0.0.1:0");
    private static readonly TransportAddress LoopbackIPv6 = TransportAddress.Parse("[::1]:0");

    public static TheoryData<bool> Kinds() => [false, true];

    public static TheoryData<bool, string> KindsAndAddresses() => new()
    {
        { false, "127.0.0.1:0" },
        { true, "127.0.0.1:0" },
        { false, "[::1]:0" },
        { true, "[::1]:0" },
    };

    [Theory]
    [MemberData(nameof(KindsAndAddresses))]
    public void A_datagram_arrives_with_its_sender_and_socket(bool portable, string address)
    {
        using var io = Open(portable, TransportAddress.Parse(address));
        using var peer = new Peer(TransportAddress.Parse(address));
        peer.Send(io.Locals[0], [1, 2, 3]);

        var batch = new ReceiveBatch(4);
        ReceiveAtLeast(io, batch, 1);

        Assert.Equal([1, 2, 3], batch.Bytes(batch[0]).ToArray());
        Assert.Equal(peer.Address, batch[0].Remote);
        Assert.Equal(0, batch[0].Socket);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_waiting_is_an_empty_batch(bool portable)
    {
        using var io = Open(portable, LoopbackIPv4);

        Assert.Equal(0, io.Receive(new ReceiveBatch(4)));
    }

    [Theory]
    [MemberData(nameof(KindsAndAddresses))]
    public void A_run_of_equal_datagrams_arrives_as_it_was_cut(bool portable, string address)
    {
        using var io = Open(portable, TransportAddress.Parse(address));
        using var peer = new Peer(TransportAddress.Parse(address));
        var batch = new SendBatch();
        var place = default(SendPlace);
        int[] lengths = [1200, 1200, 1200, 700, 1200, 100, 101];
        for (var index = 0; index < lengths.Length; index++)
            Write(batch, ref place, lengths[index], (byte)index, peer.Address);

        Assert.Equal(3, batch.MessageCount);
        io.Send(batch);

        Assert.True(batch.IsEmpty);
        for (var index = 0; index < lengths.Length; index++)
            Assert.Equal(Enumerable.Repeat((byte)index, lengths[index]), peer.Receive());
        Assert.Equal(lengths.Length, io.Counters.SentDatagrams);
        Assert.Equal(lengths.Sum(), io.Counters.SentBytes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Two_of_our_sockets_exchange_long_runs_whole(bool portable)
    {
        using var sender = Open(portable, LoopbackIPv4);
        using var receiver = Open(portable, LoopbackIPv4);
        var batch = new SendBatch();
        var place = default(SendPlace);
        for (var index = 0; index < 200; index++)
            Write(batch, ref place, 1000, (byte)index, receiver.Locals[0]);
        sender.Send(batch);

        var received = new ReceiveBatch();
        for (var next = 0; next < 200;)
        {
            receiver.Wait(TimeSpan.FromSeconds(10));
            Assert.Equal(receiver.Receive(received), received.Count);
            for (var index = 0; index < received.Count; index++, next++)
            {
                Assert.Equal(1000, received[index].Length);
                Assert.Equal((byte)next, received.Bytes(received[index])[999]);
            }
        }

        Assert.Equal(200, receiver.Counters.ReceivedDatagrams);
        Assert.Equal(200_000, receiver.Counters.ReceivedBytes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_datagram_leaves_by_the_socket_it_names(bool portable)
    {
        using var io = Open(portable, LoopbackIPv4, LoopbackIPv4, LoopbackIPv6);
        using var peer = new Peer(LoopbackIPv4);
        var batch = new SendBatch();
        var places = new SendPlace[2];
        foreach (var socket in new[] { 1, 0, 1 })
            Write(batch, ref places[socket], 10, (byte)socket, peer.Address, socket);
        io.Send(batch);

        var sources = new List<TransportAddress>();
        foreach (var _ in new[] { 1, 0, 1 })
        {
            peer.Receive(out var from);
            sources.Add(from);
        }

        // Those of one socket go together.
        Assert.Equal([io.Locals[1], io.Locals[1], io.Locals[0]], sources);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_socket_is_received_from(bool portable)
    {
        using var io = Open(portable, LoopbackIPv4, LoopbackIPv6, LoopbackIPv4);
        using var peer4 = new Peer(LoopbackIPv4);
        using var peer6 = new Peer(LoopbackIPv6);
        peer4.Send(io.Locals[0], [0]);
        peer6.Send(io.Locals[1], [1]);
        peer4.Send(io.Locals[2], [2]);

        var seen = new SortedSet<int>();
        var batch = new ReceiveBatch(8);
        while (seen.Count < 3)
        {
            io.Wait(TimeSpan.FromSeconds(10));
            io.Receive(batch);
            for (var index = 0; index < batch.Count; index++)
            {
                Assert.Equal(batch[index].Socket, batch.Bytes(batch[index])[0]);
                seen.Add(batch[index].Socket);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void More_sockets_than_a_batch_has_room_for_are_all_received_from(bool portable)
    {
        const int count = 20;
        using var io = Open(portable, [.. Enumerable.Repeat(LoopbackIPv4, count)]);
        using var peer = new Peer(LoopbackIPv4);
        for (var round = 0; round < 3; round++)
        {
            foreach (var local in io.Locals)
                peer.Send(local, [1]);
        }

        var received = new int[count];
        var batch = new ReceiveBatch(4);
        while (received.Sum() < 3 * count)
        {
            io.Wait(TimeSpan.FromSeconds(10));
            Assert.NotEqual(0, io.Receive(batch));
            for (var index = 0; index < batch.Count; index++)
                received[batch[index].Socket]++;
        }

        Assert.All(received, each => Assert.Equal(3, each));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_destination_that_cannot_be_reached_costs_only_its_own_datagrams(bool portable)
    {
        using var io = Open(portable, LoopbackIPv4);
        using var peer = new Peer(LoopbackIPv4);
        var batch = new SendBatch();
        var place = default(SendPlace);
        Write(batch, ref place, 100, 1, peer.Address);
        // Port 0 is no destination; an IPv6 address is none for an IPv4 socket.
        Write(batch, ref place, 100, 2, TransportAddress.Parse("127.0.0.1:0"));
        Write(batch, ref place, 100, 2, TransportAddress.Parse("127.0.0.1:0"));
        Write(batch, ref place, 100, 3, peer.Address);
        io.Send(batch);

        Assert.Equal(1, peer.Receive()[0]);
        Assert.Equal(3, peer.Receive()[0]);
        Assert.Equal(2, io.Counters.SendRefused);
        Assert.Equal(2, io.Counters.SentDatagrams);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_datagram_that_no_path_carries_costs_only_itself(bool portable)
    {
        using var io = Open(portable, LoopbackIPv4);
        using var peer = new Peer(LoopbackIPv4);
        var batch = new SendBatch();
        var place = default(SendPlace);
        Write(batch, ref place, SendBatch.MaxMessageLength + 1, 1, peer.Address);
        Write(batch, ref place, 100, 2, peer.Address, socket: 0);
        io.Send(batch);

        Assert.Equal(2, peer.Receive()[0]);
        Assert.Equal((1, 1), (io.Counters.SendRefused, io.Counters.SentDatagrams));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_wake_up_from_another_thread_ends_the_wait(bool portable)
    {
        using var io = Open(portable, LoopbackIPv4);
        var waker = new Thread(io.Wake);
        waker.Start();

        // Would last for a minute without the wake-up, which may come before the wait or during it.
        io.Wait(TimeSpan.FromMinutes(1));

        waker.Join();
        Assert.Equal(0, io.Receive(new ReceiveBatch(1)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_buffers_that_the_system_gave_are_told(bool portable)
    {
        using var io = Open(portable, LoopbackIPv4);

        Assert.True(io.Counters.ReceiveBufferBytes > 0);
        Assert.True(io.Counters.SendBufferBytes > 0);
    }

    [Fact]
    public void What_the_kernel_throws_away_for_want_of_space_is_counted()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var io = UdpIo.Open(new() { Addresses = [LoopbackIPv4], ReceiveBufferBytes = 8192 });
        using var peer = new Peer(LoopbackIPv4);
        for (var index = 0; index < 200; index++)
            peer.Send(io.Locals[0], new byte[1000]);

        var batch = new ReceiveBatch();
        while (io.Receive(batch) > 0)
        {
        }

        // The count comes along with the next datagram that finds room.
        peer.Send(io.Locals[0], [1]);
        ReceiveAtLeast(io, batch, 1);

        Assert.Equal(201, io.Counters.ReceivedDatagrams + io.Counters.ReceiveOverflows);
        Assert.True(io.Counters.ReceiveOverflows > 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_packet_costs_no_managed_bytes(bool portable)
    {
        using var sender = Open(portable, LoopbackIPv4);
        using var receiver = Open(portable, LoopbackIPv4);
        var sent = new SendBatch();
        var place = default(SendPlace);
        var received = new ReceiveBatch(8);
        void Exchange()
        {
            for (var index = 0; index < 4; index++)
                Write(sent, ref place, 1200, 1, receiver.Locals[0]);
            sender.Send(sent);
            while (receiver.Receive(received) == 0)
            {
            }
        }

        long AllocatedBy(int rounds)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < rounds; round++)
                Exchange();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        AllocatedBy(50);

        // What a packet costs shows every time; a collection that other tests cause, or code compiled anew, only once.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => AllocatedBy(100)));
    }

    private static UdpIo Open(bool portable, params TransportAddress[] addresses) =>
        UdpIo.Open(new() { Addresses = addresses, Portable = portable });

    private static void Write(
        SendBatch batch, ref SendPlace place, int length, byte fill, TransportAddress remote, int socket = 0)
    {
        batch.Reserve(length).Fill(fill);
        batch.Commit(length, socket, remote, ref place);
    }

    private static void ReceiveAtLeast(UdpIo io, ReceiveBatch batch, int count)
    {
        while (io.Receive(batch) < count)
            io.Wait(TimeSpan.FromSeconds(10));
    }

    /// <summary>The other end: a plain socket.</summary>
    private sealed class Peer : IDisposable
    {
        private readonly Socket _socket;

        public Peer(TransportAddress address)
        {
            var endPoint = address.ToIPEndPoint();
            _socket = new(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 10_000 };
            _socket.Bind(endPoint);
        }

        public TransportAddress Address => TransportAddress.From((IPEndPoint)_socket.LocalEndPoint!);

        public void Send(TransportAddress to, byte[] datagram) => _socket.SendTo(datagram, to.ToIPEndPoint());

        public byte[] Receive() => Receive(out _);

        public byte[] Receive(out TransportAddress from)
        {
            EndPoint sender = new IPEndPoint(
                _socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
            var buffer = new byte[2048];
            var length = _socket.ReceiveFrom(buffer, ref sender);
            from = TransportAddress.From((IPEndPoint)sender);
            return buffer[..length];
        }

        public void Dispose() => _socket.Dispose();
    }
}
