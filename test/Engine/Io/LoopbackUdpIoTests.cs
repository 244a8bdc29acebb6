using Plenum.Engine.Io;
using Plenum.Rtc;

namespace Plenum.Engine.Tests.Io;

/// <summary>Many addresses behind one socket, beside a server's ordinary one.</summary>
public sealed class LoopbackUdpIoTests
{
    private static readonly TransportAddress Any = TransportAddress.FromIPv4(0, 0);
    private static readonly TransportAddress Loopback = TransportAddress.Parse("127.0.0.1:0");

    [Fact]
    public void Each_client_is_seen_at_an_address_of_its_own_and_answered_there()
    {
        using var clients = OpenClients();
        using var server = UdpIo.Open(new() { Addresses = [Loopback] });
        var numbers = Enumerable.Range(0, 5).Select(_ => clients.Open(Any)).ToList();
        Send(clients, numbers.Select(number => (number, server.Locals[0], number)));

        var seen = Receive(server, 5);
        Assert.Equal(numbers.Select(number => (clients.Locals[number], number)), seen.Select(one => (one.Remote, one.Content)).OrderBy(one => one.Content));
        Assert.Equal(5, numbers.Select(number => clients.Locals[number]).Distinct().Count());

        Send(server, seen.Select(one => (0, one.Remote, one.Content)));
        var answers = Receive(clients, 5);
        Assert.All(answers, answer => Assert.Equal(answer.Content, answer.Socket));
        Assert.All(answers, answer => Assert.Equal(server.Locals[0], answer.Remote));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Runs_of_datagrams_come_whole_both_ways(bool receiveOffload)
    {
        using var clients = OpenClients(receiveOffload);
        using var server = UdpIo.Open(new() { Addresses = [Loopback] });
        var (one, other) = (clients.Open(Any), clients.Open(Any));
        Send(clients, Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? one : other, server.Locals[0], number)));
        Assert.Equal(Enumerable.Range(0, 20), Receive(server, 20).Select(each => each.Content).Order());

        Send(server, Enumerable.Range(0, 20).Select(number => (0, clients.Locals[number % 2 == 0 ? one : other], number)));
        var came = Receive(clients, 20);
        Assert.Equal(Enumerable.Range(0, 20), came.Select(each => each.Content).Order());
        Assert.All(came, each => Assert.Equal(each.Content % 2 == 0 ? one : other, each.Socket));
    }

    [Fact]
    public void It_is_known_when_a_datagram_came()
    {
        using var clients = OpenClients();
        using var server = UdpIo.Open(new() { Addresses = [Loopback] });
        var client = clients.Open(Any);
        var before = Engine.Shards.ShardClock.Now;
        Send(server, [(0, clients.Locals[client], 7)]);
        var arrival = Assert.Single(Receive(clients, 1)).Arrival;

        // The kernel's clock has finer ticks than ours.
        Assert.InRange(arrival.Microseconds, before.Microseconds - 100, Engine.Shards.ShardClock.Now.Microseconds);
    }

    [Fact]
    public void What_comes_to_an_address_that_was_closed_is_counted_and_its_number_serves_another_address()
    {
        using var clients = OpenClients();
        using var server = UdpIo.Open(new() { Addresses = [Loopback] });
        var (gone, there) = (clients.Open(Any), clients.Open(Any));
        var address = clients.Locals[gone];
        clients.Close(gone);
        Send(server, [(0, address, 1), (0, clients.Locals[there], 2)]);

        Assert.Equal(2, Assert.Single(Receive(clients, 1)).Content);
        Assert.Equal(1, clients.Counters.ReceiveUnaddressed);
        Assert.Equal(gone, clients.Open(Any));
        Assert.NotEqual(address, clients.Locals[gone]);
    }

    [Fact]
    public void It_can_be_woken()
    {
        using var clients = OpenClients();
        clients.Wake();
        clients.Wait(TimeSpan.FromSeconds(30));
    }

    private static UdpIo OpenClients(bool receiveOffload = true)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        return UdpIo.OpenLoopback(new() { Addresses = [], ReceiveOffload = receiveOffload });
    }

    private static void Send(UdpIo io, IEnumerable<(int Socket, TransportAddress Remote, int Content)> datagrams)
    {
        var batch = new SendBatch();
        var place = default(SendPlace);
        foreach (var (socket, remote, content) in datagrams)
        {
            batch.Reserve(1000)[..1000].Fill((byte)content);
            batch.Commit(1000, socket, remote, ref place);
        }

        io.Send(batch);
    }

    private static List<(int Socket, TransportAddress Remote, int Content, Timestamp Arrival)> Receive(UdpIo io, int count)
    {
        var received = new List<(int, TransportAddress, int, Timestamp)>();
        var batch = new ReceiveBatch(4);
        while (received.Count < count)
        {
            io.Wait(TimeSpan.FromSeconds(10));
            Assert.NotEqual(0, io.Receive(batch));
            for (var index = 0; index < batch.Count; index++)
            {
                Assert.Equal(1000, batch[index].Length);
                received.Add((batch[index].Socket, batch[index].Remote, batch.Bytes(batch[index])[999], batch[index].Arrival));
            }
        }

        return received;
    }
}
