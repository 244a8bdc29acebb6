using System.Buffers.Binary;
using Plenum.Engine.Sfu.Mirroring;

namespace Plenum.Engine.Tests.Sfu.Mirroring;

public sealed class MirrorRingTests
{
    private const int Capacity = 4096;

    [Fact]
    public void What_is_written_is_read_in_order_however_often_it_wraps()
    {
        var ring = new MirrorRing(Capacity);
        var random = new Random(1);
        var (written, read) = (0, 0);
        for (var round = 0; round < 2000; round++)
        {
            for (var count = random.Next(4); count > 0; count--)
            {
                if (ring.TryWrite(PacketOf(written), BytesOf(written)))
                    written++;
            }

            var end = ring.BeginRead();
            for (var count = random.Next(4); count > 0 && ring.TryRead(end, out var packet, out var bytes); count--)
                Check(read++, packet, bytes);
        }

        Assert.InRange(read, 1500, written);
    }

    [Fact]
    public void What_does_not_fit_is_not_taken_and_harms_nothing()
    {
        var ring = new MirrorRing(Capacity);
        var written = 0;
        while (ring.TryWrite(PacketOf(written), BytesOf(written)))
            written++;
        Assert.False(ring.TryWrite(PacketOf(written), BytesOf(written)));

        var end = ring.BeginRead();
        for (var number = 0; number < written; number++)
        {
            Assert.True(ring.TryRead(end, out var packet, out var bytes));
            Check(number, packet, bytes);
        }

        Assert.False(ring.TryRead(end, out _, out _));
        Assert.True(ring.TryWrite(PacketOf(written), BytesOf(written)));
        Assert.False(new MirrorRing(Capacity).TryWrite(PacketOf(0), new byte[Capacity]));
    }

    [Fact]
    public void What_a_reader_looks_at_is_not_written_over()
    {
        var ring = new MirrorRing(Capacity);
        while (ring.TryWrite(PacketOf(7), new byte[1000]))
            continue;
        Assert.True(ring.TryRead(ring.BeginRead(), out _, out _));
        Assert.False(ring.TryWrite(PacketOf(8), new byte[1000]));
    }

    [Fact]
    public void What_comes_while_it_is_read_is_left_for_the_next_time_and_signalled()
    {
        var ring = new MirrorRing(Capacity);
        Assert.True(ring.TryWrite(PacketOf(0), BytesOf(0)));
        Assert.True(ring.TrySignal());
        Assert.True(ring.TryWrite(PacketOf(1), BytesOf(1)));
        Assert.False(ring.TrySignal());

        var end = ring.BeginRead();
        Assert.True(ring.TryWrite(PacketOf(2), BytesOf(2)));
        Assert.True(ring.TrySignal());
        var read = 0;
        while (ring.TryRead(end, out _, out _))
            read++;
        Assert.Equal(2, read);
        Assert.True(ring.TryRead(ring.BeginRead(), out var last, out _));
        Assert.Equal(2, last.Publication);
    }

    [Fact]
    public void A_writer_and_a_reader_on_two_threads_lose_nothing_and_no_signal()
    {
        const int packets = 200_000;
        var ring = new MirrorRing(Capacity);
        using var signalled = new SemaphoreSlim(0);
        var reader = new Thread(() =>
        {
            for (var read = 0; read < packets;)
            {
                if (!signalled.Wait(TimeSpan.FromSeconds(30)))
                    return;
                var end = ring.BeginRead();
                while (ring.TryRead(end, out var packet, out var bytes))
                {
                    if (packet != PacketOf(read) || !bytes.SequenceEqual(BytesOf(read)))
                        return;
                    read++;
                }
            }

            signalled.Release(packets);
        });
        reader.Start();
        for (var written = 0; written < packets && reader.IsAlive;)
        {
            if (!ring.TryWrite(PacketOf(written), BytesOf(written)))
            {
                Thread.Yield();
                continue;
            }

            written++;
            if (ring.TrySignal())
                signalled.Release();
        }

        Assert.True(reader.Join(TimeSpan.FromSeconds(30)));
        Assert.True(signalled.CurrentCount >= packets, "a packet or a signal was lost");
    }

    private static void Check(int number, in MirroredPacket packet, ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(PacketOf(number), packet);
        Assert.True(bytes.SequenceEqual(BytesOf(number)));
    }

    private static MirroredPacket PacketOf(int number) => new(number, (byte)(number % 4), number % 3 == 0);

    private static byte[] BytesOf(int number)
    {
        var bytes = new byte[4 + (number * 37 % 1200)];
        bytes.AsSpan().Fill((byte)number);
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
