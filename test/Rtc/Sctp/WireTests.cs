using Plenum.Rtc.Sctp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sctp;

public sealed class WireTests
{
    [Fact]
    public void The_checksum_is_crc32c_over_the_packet_with_the_field_taken_as_zero()
    {
        // RFC 3720, appendix B.4: 32 bytes of zeros, and of ones; here the field inside of them is skipped as zeros.
        Assert.Equal(0x8A9136AAu, SctpChecksum.Compute(new byte[32]));
        var packet = Enumerable.Range(0, 40).Select(i => (byte)i).ToArray();
        var checksum = SctpChecksum.Compute(packet);
        packet[8] = packet[9] = packet[10] = packet[11] = 0;
        Assert.Equal(Naive(packet), checksum);
    }

    [Fact]
    public void Data_is_read_as_it_was_written() => Seeds.Run(200, seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var payload = new byte[1 + random.Next(1000)];
        random.Fill(payload);
        var header = new DataHeader(
            new Tsn((uint)random.NextUInt64()), (ushort)random.Next(65536), (ushort)random.Next(65536), (uint)random.NextUInt64())
        {
            IsBegin = random.Chance(0.5),
            IsEnd = random.Chance(0.5),
            IsUnordered = random.Chance(0.5),
        };

        var chunk = WrittenAndRead(packet => DataChunk.Write(packet, header, payload, isImmediate: true));

        Assert.True(DataChunk.TryParse(chunk.AsChunk(), out var data));
        Assert.Equal(header, data.Header);
        Assert.Equal(payload, data.Payload.ToArray());
        Assert.True(data.IsImmediate);
    });

    [Fact]
    public void Init_is_read_as_it_was_written()
    {
        var init = new InitChunk(5, 100_000, 10, 20, new Tsn(77)) { SupportsForwardTsn = true, SupportsReconfig = true };
        var chunk = WrittenAndRead(packet => init.Write(packet, ChunkType.InitAck, [1, 2, 3]));

        Assert.True(InitChunk.TryParse(chunk.Value, out var read, out var cookie));
        Assert.Equal(init, read);
        Assert.Equal([1, 2, 3], cookie.ToArray());
    }

    [Fact]
    public void A_cookie_of_ours_is_taken_back_and_another_is_not()
    {
        var init = new InitChunk(5, 100_000, 10, 20, new Tsn(77)) { SupportsForwardTsn = true };
        var cookie = StateCookie.Create(init, 99);

        Assert.True(StateCookie.TryParse(cookie, 99, out var read));
        Assert.Equal(init, read);
        Assert.False(StateCookie.TryParse(cookie, 98, out _));
        Assert.False(StateCookie.TryParse(cookie.AsSpan(1), 99, out _));
    }

    [Fact]
    public void An_acknowledgement_says_what_has_arrived() => Seeds.Run(200, seed =>
    {
        var random = new SeededRandom((ulong)seed);
        var initial = new Tsn(uint.MaxValue - 50);
        var received = new ReceivedTsns(initial);
        var expected = new HashSet<uint>();
        for (var i = 0; i < 200; i++)
        {
            var tsn = initial + random.Next(150);
            Assert.Equal(expected.Add(tsn.Value), received.CanAdd(tsn));
            if (!received.Duplicates.Contains(tsn))
                received.Add(tsn);
            received.ForgetDuplicates();
        }

        var chunk = WrittenAndRead(packet => SackChunk.Write(packet, received, 1234));
        Assert.True(SackChunk.TryParse(chunk.Value, out var sack));
        var told = new HashSet<uint>();
        for (var tsn = initial; tsn <= sack.Cumulative; tsn = tsn.Next)
            told.Add(tsn.Value);
        for (var i = 0; i < sack.GapCount; i++)
        {
            for (var tsn = sack.Gap(i).First; tsn <= sack.Gap(i).Last; tsn = tsn.Next)
                told.Add(tsn.Value);
        }

        Assert.Equal(expected.Order(), told.Order());
        Assert.Equal(1234u, sack.ReceiveWindow);
    });

    [Fact]
    public void An_acknowledgement_whose_blocks_go_back_is_refused()
    {
        byte[] value = [0, 0, 0, 9, 0, 0, 9, 9, 0, 2, 0, 0, 0, 5, 0, 6, 0, 2, 0, 3];

        Assert.False(SackChunk.TryParse(value, out _));
    }

    [Fact]
    public void The_opening_message_is_read_as_it_was_written()
    {
        Reliability[] kinds = [Reliability.Full, Reliability.Retransmits(7), Reliability.For(TimeSpan.FromMilliseconds(1500))];
        foreach (var kind in kinds)
        {
            var options = new DataChannelOptions("lābel") { Protocol = "p", IsOrdered = false, Reliability = kind };

            Assert.True(ChannelOpenMessage.TryParse(ChannelOpenMessage.Write(options), out var read));
            Assert.Equal(options, read);
        }
    }

    private static WrittenChunk WrittenAndRead(Action<PacketBuilder> write)
    {
        var builder = new PacketBuilder(1160);
        builder.Begin(new SctpHeader(5000, 5001, 42));
        write(builder);
        var packet = builder.Finish().ToArray();
        Assert.True(SctpChecksum.IsRight(packet));
        var reader = new ChunkReader(packet.AsSpan(SctpHeader.Length));
        Assert.True(reader.TryReadChunk(out var chunk));
        return new WrittenChunk(chunk.Type, chunk.Flags, chunk.Value.ToArray());
    }

    private static uint Naive(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78u);
        }

        return ~crc;
    }

    private sealed record WrittenChunk(ChunkType Type, byte Flags, byte[] Value)
    {
        public Chunk AsChunk() => new(Type, Flags, Value);
    }
}
