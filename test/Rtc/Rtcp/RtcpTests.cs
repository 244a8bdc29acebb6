using Plenum.Rtc.Rtcp;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtcp;

public sealed class RtcpTests
{
    private static readonly Ssrc Alice = new(0xa11ce);
    private static readonly Ssrc Bob = new(0xb0b);

    private delegate bool Write(ref RtcpWriter writer);

    private static byte[] Written(Write write)
    {
        var buffer = new byte[1500];
        new Random(1).NextBytes(buffer);
        var writer = new RtcpWriter(buffer);
        Assert.True(write(ref writer));
        for (var size = 0; size < writer.Length; size++)
        {
            var small = new RtcpWriter(new byte[size]);
            Assert.False(write(ref small));
            Assert.Equal(0, small.Length);
        }
        return buffer[..writer.Length];
    }

    private static RtcpPacket Single(ReadOnlySpan<byte> bytes)
    {
        var compound = new RtcpCompound(bytes);
        Assert.True(compound.MoveNext());
        var packet = compound.Current;
        Assert.False(compound.MoveNext());
        Assert.False(compound.IsMalformed);
        return packet;
    }

    private static ReportBlock Block(int seed)
    {
        var random = new Random(seed);
        return new ReportBlock
        {
            Source = new Ssrc((uint)random.NextInt64(1L << 32)),
            FractionLost = (byte)random.Next(256),
            CumulativeLost = random.Next(-0x800000, 0x800000),
            ExtendedHighestSequence = (uint)random.NextInt64(1L << 32),
            Jitter = (uint)random.NextInt64(1L << 32),
            LastSenderReport = new NtpShort((uint)random.NextInt64(1L << 32)),
            DelaySinceLastSenderReport = new NtpShort((uint)random.NextInt64(1L << 32)),
        };
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    public void Sender_reports_survive_writing_and_reading(int count)
    {
        var blocks = Enumerable.Range(0, count).Select(Block).ToArray();
        var info = new SenderInfo(new NtpTime(0x1122334455667788), 0x99aabbcc, 5, 6);
        var bytes = Written((ref writer) => writer.TryWriteSenderReport(Alice, info, blocks));

        Assert.True(SenderReport.TryParse(Single(bytes), out var report));

        Assert.Equal(Alice, report.Sender);
        Assert.Equal(info, report.Info);
        var index = 0;
        foreach (var block in report.Blocks)
            Assert.Equal(blocks[index++], block);
        Assert.Equal(count, index);
    }

    [Fact]
    public void Receiver_reports_survive_writing_and_reading()
    {
        ReportBlock[] blocks = [Block(1), Block(2)];
        var bytes = Written((ref writer) => writer.TryWriteReceiverReport(Alice, blocks));

        Assert.True(ReceiverReport.TryParse(Single(bytes), out var report));

        Assert.Equal(Alice, report.Sender);
        var index = 0;
        foreach (var block in report.Blocks)
            Assert.Equal(blocks[index++], block);
        Assert.Equal(2, index);
    }

    [Fact]
    public void A_receiver_report_of_a_browser_is_read()
    {
        Assert.True(ReceiverReport.TryParse(
            Single(Convert.FromHexString("81c90007902f9e2ebc5e9a400000000000046e100000011109f3643200024a79")), out var report));

        var blocks = report.Blocks;
        Assert.True(blocks.MoveNext());
        Assert.Equal(new Ssrc(0x902f9e2e), report.Sender);
        Assert.Equal(new Ssrc(0xbc5e9a40), blocks.Current.Source);
        Assert.Equal(0x46e10u, blocks.Current.ExtendedHighestSequence);
        Assert.Equal(273u, blocks.Current.Jitter);
        Assert.Equal(150137u, blocks.Current.DelaySinceLastSenderReport.Value);
    }

    [Fact]
    public void More_than_31_blocks_are_refused() =>
        Assert.False(new RtcpWriter(new byte[1500]).TryWriteReceiverReport(Alice, new ReportBlock[32]));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    [InlineData("plenum-cname-0123")]
    public void Canonical_names_survive_writing_and_reading(string name)
    {
        var bytes = Written((ref writer) =>
            writer.TryWriteCanonicalName(Alice, System.Text.Encoding.UTF8.GetBytes(name)));

        Assert.True(SourceDescription.TryParse(Single(bytes), out var description));

        Assert.True(description.MoveNext());
        Assert.Equal(Alice, description.Current.Source);
        Assert.Equal(SourceDescriptionItem.CanonicalName, description.Current.Type);
        Assert.Equal(name, System.Text.Encoding.UTF8.GetString(description.Current.Text));
        Assert.False(description.MoveNext());
    }

    [Fact]
    public void All_items_of_all_chunks_of_a_description_are_read()
    {
        var packet = Single(Convert.FromHexString(
            "82ca0007" + "00000001" + "010161" + "020162" + "0000" + "00000002" + "010163" + "0203646566" + "00000000"));

        Assert.True(SourceDescription.TryParse(packet, out var description));

        var items = new List<string>();
        foreach (var item in description)
            items.Add($"{item.Source.Value}/{item.Type}/{System.Text.Encoding.UTF8.GetString(item.Text)}");
        Assert.Equal(["1/1/a", "1/2/b", "2/1/c", "2/2/def"], items);
    }

    [Fact]
    public void A_goodbye_survives_writing_and_reading()
    {
        Assert.True(Goodbye.TryParse(Single(Written((ref writer) => writer.TryWriteGoodbye(Alice))), out var goodbye));

        Assert.True(goodbye.MoveNext());
        Assert.Equal(Alice, goodbye.Current);
        Assert.False(goodbye.MoveNext());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nacks_survive_writing_and_reading(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1000; i++)
        {
            var sequence = (ushort)random.Next(1 << 16);
            var missing = new ushort[random.Next(1, 100)];
            for (var m = 0; m < missing.Length; m++)
                missing[m] = sequence += (ushort)random.Next(1, 30);
            var buffer = new byte[1500];
            var writer = new RtcpWriter(buffer);
            Assert.Equal(missing.Length, writer.WriteNack(new FeedbackHeader(Alice, Bob), missing));

            Assert.True(Nack.TryParse(Single(buffer.AsSpan(0, writer.Length)), out var nack));
            Assert.Equal(new FeedbackHeader(Alice, Bob), nack.Header);
            var read = new List<ushort>();
            foreach (var number in nack)
                read.Add(number);
            Assert.Equal(missing, read);
        }
    }

    [Fact]
    public void A_nack_is_cut_to_the_room()
    {
        var writer = new RtcpWriter(new byte[12 + 8]);

        Assert.Equal(3, writer.WriteNack(default, [10, 11, 100, 200]));
        Assert.Equal(20, writer.Length);
        Assert.Equal(0, writer.WriteNack(default, [200]));
    }

    [Fact]
    public void Key_frame_requests_survive_writing_and_reading()
    {
        var pli = Written((ref writer) => writer.TryWritePictureLossIndication(new FeedbackHeader(Alice, Bob)));
        Assert.True(PictureLossIndication.TryParse(Single(pli), out var indication));
        Assert.Equal(new FeedbackHeader(Alice, Bob), indication.Header);

        var fir = Written((ref writer) => writer.TryWriteFullIntraRequest(Alice, Bob, 7));
        Assert.True(FullIntraRequest.TryParse(Single(fir), out var request));
        Assert.True(request.MoveNext());
        Assert.Equal((Bob, (byte)7), request.Current);
        Assert.False(request.MoveNext());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(262_143)]
    [InlineData(262_144)]
    [InlineData(8_927_168)]
    [InlineData(5_000_000_000)]
    [InlineData(long.MaxValue)]
    public void A_maximum_bitrate_keeps_18_significant_bits(long bits)
    {
        Ssrc[] streams = [Alice, Bob];
        var bytes = Written((ref writer) => writer.TryWriteMaximumBitrate(Alice, new Bitrate(bits), streams));

        Assert.True(MaximumBitrate.TryParse(Single(bytes), out var estimate));

        Assert.InRange(estimate.Bitrate.BitsPerSecond, bits - (bits >> 17), bits);
        Assert.True(estimate.MoveNext());
        Assert.Equal(Alice, estimate.Current);
        Assert.True(estimate.MoveNext());
        Assert.Equal(Bob, estimate.Current);
        Assert.False(estimate.MoveNext());
    }

    [Fact]
    public void A_maximum_bitrate_of_a_browser_is_read()
    {
        Assert.True(MaximumBitrate.TryParse(
            Single(Convert.FromHexString("8fce0005000000010000000052454d42011a20df4874ed16")), out var estimate));
        Assert.Equal(8_927_168, estimate.Bitrate.BitsPerSecond);
        Assert.True(estimate.MoveNext());
        Assert.Equal(new Ssrc(1215622422), estimate.Current);
    }

    [Fact]
    public void An_absurd_exponent_is_cut()
    {
        Assert.True(MaximumBitrate.TryParse(
            Single(Convert.FromHexString("8fce0004000000010000000052454d4200ffffff")), out var estimate));
        Assert.Equal(long.MaxValue, estimate.Bitrate.BitsPerSecond);
    }

    [Fact]
    public void Reference_times_and_their_answers_survive_writing_and_reading()
    {
        var time = new NtpTime(0x0102030405060708);
        var reference = Written((ref writer) => writer.TryWriteReferenceTime(Alice, time));
        Assert.True(ExtendedReport.TryParse(Single(reference), out var report));
        Assert.Equal(Alice, report.Sender);
        Assert.True(report.MoveNext());
        Assert.True(report.Current.TryGetReferenceTime(out var read));
        Assert.Equal(time, read);
        Assert.False(report.Current.TryGetDelay(Alice, out _));
        Assert.False(report.MoveNext());

        ReceiverDelay[] delays = [new(Alice, new NtpShort(1), new NtpShort(2)), new(Bob, new NtpShort(3), new NtpShort(4))];
        var answer = Written((ref writer) => writer.TryWriteReceiverDelays(Bob, delays));
        Assert.True(ExtendedReport.TryParse(Single(answer), out report));
        Assert.True(report.MoveNext());
        Assert.True(report.Current.TryGetDelay(Bob, out var delay));
        Assert.Equal(delays[1], delay);
        Assert.False(report.Current.TryGetDelay(new Ssrc(9), out _));
        Assert.False(report.Current.TryGetReferenceTime(out _));
    }

    [Fact]
    public void A_compound_is_walked_and_unknown_types_are_skipped()
    {
        var buffer = new byte[200];
        var writer = new RtcpWriter(buffer);
        Assert.True(writer.TryWriteReceiverReport(Alice, []));
        Assert.True(writer.TryWritePictureLossIndication(new FeedbackHeader(Alice, Bob)));
        Convert.FromHexString("80cc00020000000141424344").CopyTo(buffer, writer.Length);
        Convert.FromHexString("80d10000").CopyTo(buffer, writer.Length + 12);

        var types = new List<int>();
        foreach (var packet in new RtcpCompound(buffer.AsSpan(0, writer.Length + 16)))
            types.Add((int)packet.Type);

        Assert.Equal([201, 206, 204, 209], types);
    }

    [Theory]
    [InlineData("80c9")] // half a header
    [InlineData("40c9000100000001")] // version 1
    [InlineData("80c9000200000001")] // longer than the datagram
    [InlineData("a0c9000000000000")] // padding without a body
    [InlineData("a0c9000100000000")] // padding of zero
    [InlineData("a0c9000100000005")] // padding over the body
    public void A_malformed_packet_ends_the_walk_and_is_told(string hex)
    {
        var good = Convert.FromHexString("80c9000100000001");
        var compound = new RtcpCompound([.. good, .. Convert.FromHexString(hex)]);

        Assert.True(compound.MoveNext());
        Assert.False(compound.MoveNext());
        Assert.True(compound.IsMalformed);
        Assert.False(compound.MoveNext());
    }

    [Theory]
    [InlineData("9fc9000100000001")] // 31 blocks promised
    [InlineData("9fc8000100000001")]
    [InlineData("9fcb000100000001")]
    [InlineData("81ce000100000001")] // no room for a media source
    [InlineData("81cd000100000001")]
    [InlineData("8fce0004000000010000000052454d42ff000000")] // 255 streams promised
    [InlineData("8fce0003000000010000000052454d42")]
    public void Counts_that_do_not_fit_yield_nothing(string hex) =>
        Assert.Equal(1, RtcpFuzz.Run(Convert.FromHexString(hex)));

    [Fact]
    public void Whatever_bytes_come_in_reading_ends_without_an_exception_and_in_bounded_work()
    {
        var random = new Random(5);
        for (var i = 0; i < 200_000; i++)
        {
            var datagram = new byte[random.Next(80)];
            random.NextBytes(datagram);
            for (var at = 0; at + 4 <= datagram.Length; at += random.Next(1, 6) * 4)
            {
                datagram[at] = (byte)(0x80 | random.Next(32));
                datagram[at + 1] = (byte)random.Next(200, 208);
                datagram[at + 2] = 0;
                datagram[at + 3] = (byte)random.Next(12);
            }
            // A NACK item of four bytes names at most 17 packets, a vector chunk's 14 statuses need a delta each.
            Assert.InRange(RtcpFuzz.Run(datagram), 0, datagram.Length * 17 / 4);
        }
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(206, true)]
    [InlineData(192, true)]
    [InlineData(223, true)]
    [InlineData(96, false)]
    [InlineData(0xe0, false)]
    [InlineData(111, false)]
    public void Multiplexed_packets_are_told_apart_by_their_type(byte second, bool rtcp) =>
        Assert.Equal(rtcp, RtcpPacket.IsRtcp([0x80, second, 0, 0]));

    [Fact]
    public void Reading_and_writing_allocates_nothing()
    {
        var buffer = new byte[1500];
        var blocks = new[] { Block(1) };
        ushort[] missing = [1, 2, 30];
        Allocations.AssertNone(() =>
        {
            var writer = new RtcpWriter(buffer);
            writer.TryWriteSenderReport(Alice, default, blocks);
            writer.TryWriteCanonicalName(Alice, "name"u8);
            writer.WriteNack(new FeedbackHeader(Alice, Bob), missing);
            writer.TryWriteReferenceTime(Alice, default);
            RtcpFuzz.Run(buffer.AsSpan(0, writer.Length));
        });
    }
}
