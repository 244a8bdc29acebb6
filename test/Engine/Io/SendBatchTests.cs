using System.Runtime.InteropServices;
using Plenum.Engine.Io;
using Plenum.Rtc;

namespace Plenum.Engine.Tests.Io;

public sealed class SendBatchTests
{
    private static readonly TransportAddress Alice = TransportAddress.Parse("192.0.2.1:1000");
    private static readonly TransportAddress Bob = TransportAddress.Parse("192.0.2.2:1000");

    [Fact]
    public void Neighbours_of_one_length_and_destination_are_one_message()
    {
        var batch = Batch((100, Alice), (100, Alice), (60, Alice));

        var message = Assert.Single(batch.Messages.ToArray());
        Assert.Equal((260, 100, 3), (message.Length, message.Segment, message.Datagrams));
        Assert.Equal([(0, 260)], PiecesOf(batch, message));
    }

    [Fact]
    public void Nothing_follows_a_shorter_last_segment()
    {
        var batch = Batch((100, Alice), (60, Alice), (60, Alice), (60, Alice));

        Assert.Equal([(0, 160), (160, 120)], batch.Messages.ToArray().SelectMany(message => PiecesOf(batch, message)));
    }

    [Fact]
    public void What_goes_to_one_destination_is_one_message_wherever_it_stands()
    {
        var batch = Batch((100, Alice), (100, Bob), (100, Alice), (100, Bob), (50, Alice), (100, Alice), (60, Bob));

        var messages = batch.Messages.ToArray();
        Assert.Equal([(Alice, 250), (Bob, 260), (Alice, 100)], messages.Select(message => (message.Remote, message.Length)));
        Assert.Equal([(0, 100), (200, 100), (400, 50)], PiecesOf(batch, messages[0]));
        Assert.Equal([(100, 100), (300, 100), (550, 60)], PiecesOf(batch, messages[1]));

    }

    [Fact]
    public void A_place_in_a_batch_that_was_sent_is_none_in_the_next()
    {
        var batch = new SendBatch();
        var place = default(SendPlace);
        for (var round = 0; round < 2; round++)
        {
            batch.Reserve(10);
            batch.Commit(10, 0, Bob, ref place);
            Assert.Equal(10, Assert.Single(batch.Messages.ToArray()).Length);
            batch.Clear();
        }
    }

    [Fact]
    public void Who_has_moved_is_not_sent_to_where_it_was()
    {
        var batch = new SendBatch();
        var place = default(SendPlace);
        foreach (var (socket, remote) in new[] { (0, Alice), (0, Bob), (1, Bob) })
        {
            batch.Reserve(10);
            batch.Commit(10, socket, remote, ref place);
        }

        Assert.Equal([(0, Alice), (0, Bob), (1, Bob)], batch.Messages.ToArray().Select(message => (message.Socket, message.Remote)));
    }

    [Fact]
    public void A_longer_datagram_and_another_destination_start_a_message()
    {
        var batch = Batch((100, Alice), (101, Alice), (101, Bob));

        Assert.Equal(3, batch.MessageCount);
    }

    [Fact]
    public void A_message_stays_within_the_kernel_s_limits()
    {
        var many = Batch([.. Enumerable.Repeat((100, Alice), 65)]);
        var large = Batch([.. Enumerable.Repeat((1400, Alice), 60)]);

        Assert.Equal([64, 1], many.Messages.ToArray().Select(message => message.Datagrams));
        Assert.Equal([46, 14], large.Messages.ToArray().Select(message => message.Datagrams));
    }

    [Fact]
    public void A_batch_is_due_when_it_fills_a_system_call_and_its_last_message_is_whole()
    {
        var almost = Batch([.. Enumerable.Range(0, SendBatch.MessagesPerCall - 1).Select(To)]);
        var full = Batch([.. Enumerable.Range(0, SendBatch.MessagesPerCall).Select(To)]);
        var last = To(SendBatch.MessagesPerCall - 1).Remote;

        Assert.False(new SendBatch().IsDue(0, Alice));
        Assert.False(almost.IsDue(0, Alice));
        Assert.False(full.IsDue(0, last));
        Assert.True(full.IsDue(0, Alice));
        Assert.True(full.IsDue(1, last));

        static (int Length, TransportAddress Remote) To(int receiver) =>
            (100, TransportAddress.FromIPv4(0x0a00_0000u + (uint)receiver, 1000));
    }

    [Fact]
    public void A_full_batch_gives_no_space()
    {
        var bytes = new SendBatch(bytes: 65_536, messages: 1000);
        var messages = new SendBatch(bytes: 65_536, messages: 1);
        var place = default(SendPlace);
        bytes.Reserve(65_000);
        bytes.Commit(65_000, 0, Alice, ref place);
        messages.Reserve(10);
        messages.Commit(10, 0, Alice, ref place);

        Assert.True(bytes.Reserve(537).IsEmpty);
        Assert.Equal(536, bytes.Reserve(536).Length);
        Assert.True(messages.Reserve(10).IsEmpty);
    }

    /// <summary>Each piece as its place and length; a datagram's bytes are its place in the batch.</summary>
    private static List<(int Offset, int Length)> PiecesOf(SendBatch batch, in SendMessage message)
    {
        var pieces = new List<(int, int)>();
        for (var cursor = message.FirstPiece; cursor >= 0;)
        {
            var piece = batch.NextPiece(ref cursor);
            pieces.Add((BitConverter.ToInt32(piece), piece.Length));
        }

        return pieces;
    }

    private static SendBatch Batch(params (int Length, TransportAddress Remote)[] datagrams)
    {
        var batch = new SendBatch();
        var places = new Dictionary<TransportAddress, SendPlace>();
        var offset = 0;
        foreach (var (length, remote) in datagrams)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, remote, out _);
            BitConverter.TryWriteBytes(batch.Reserve(length), offset);
            batch.Commit(length, 0, remote, ref place);
            offset += length;
        }

        return batch;
    }
}
