using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtp;

public sealed class RtpExtensionTests
{
    private static List<(byte Id, byte[] Data)> Read(string block)
    {
        var bytes = Convert.FromHexString("906000010000000100000001" + block);
        Assert.True(RtpPacket.TryParse(bytes, out var packet));
        var elements = new List<(byte, byte[])>();
        foreach (var extension in packet.Extensions)
            elements.Add((extension.Id, extension.Data.ToArray()));
        return elements;
    }

    [Fact]
    public void The_one_byte_form_of_RFC_8285_is_read()
    {
        // The layout of section 4.2: one byte, two bytes with padding between, four bytes.
        var elements = Read("bede0003" + "10aa" + "21bbcc" + "0000" + "33ddddeeff");

        Assert.Equal([1, 2, 3], elements.Select(e => (int)e.Id));
        Assert.Equal([0xaa], elements[0].Data);
        Assert.Equal([0xbb, 0xcc], elements[1].Data);
        Assert.Equal([0xdd, 0xdd, 0xee, 0xff], elements[2].Data);
    }

    [Fact]
    public void The_two_byte_form_of_RFC_8285_is_read()
    {
        var elements = Read("10050003" + "0100" + "1401aa" + "00" + "ff04" + "01020304");

        Assert.Equal([1, 20, 255], elements.Select(e => (int)e.Id));
        Assert.Empty(elements[0].Data);
        Assert.Equal([0xaa], elements[1].Data);
        Assert.Equal([1, 2, 3, 4], elements[2].Data);
    }

    [Fact]
    public void Id_15_ends_the_one_byte_form() =>
        Assert.Equal([1], Read("bede0002" + "10aa" + "f0bb" + "20cc" + "0000").Select(e => (int)e.Id));

    [Theory]
    [InlineData("bede0001" + "10aa" + "3fbb")]
    [InlineData("10000001" + "0101aa" + "02")]
    [InlineData("10000002" + "0101aa" + "02ff" + "000000")]
    public void An_element_that_does_not_fit_ends_the_walk(string block) =>
        Assert.Equal([1], Read(block).Select(e => (int)e.Id));

    [Fact]
    public void A_block_of_an_unknown_profile_has_no_elements() => Assert.Empty(Read("abcd0001" + "10aa0000"));

    [Fact]
    public void Every_kind_has_a_URI_that_names_it()
    {
        foreach (var kind in Enum.GetValues<RtpExtensionKind>().Where(k => k != RtpExtensionKind.None))
            Assert.Equal(kind, RtpExtensionUris.KindOf(RtpExtensionUris.UriOf(kind)));
        Assert.Equal(RtpExtensionKind.None, RtpExtensionUris.KindOf("urn:ietf:params:rtp-hdrext:toffset"));
    }

    [Fact]
    public void The_map_keeps_ids_and_kinds_one_to_one()
    {
        var map = new RtpExtensionMap();
        Assert.True(map.TryAdd(1, RtpExtensionKind.Mid));
        Assert.True(map.TryAdd(1, RtpExtensionKind.Rid));
        Assert.True(map.TryAdd(2, RtpExtensionKind.Rid));

        Assert.False(map.Has(RtpExtensionKind.Mid));
        Assert.Equal(RtpExtensionKind.None, map.KindOf(1));
        Assert.Equal(2, map.IdOf(RtpExtensionKind.Rid));
        Assert.False(map.TryAdd(0, RtpExtensionKind.Mid));
        Assert.False(map.TryAdd(15, RtpExtensionKind.Mid));
        Assert.Equal(RtpExtensionKind.None, map.KindOf(0));
    }

    [Fact]
    public void All_typed_values_survive_writing_and_reading()
    {
        var random = new Random(2);
        for (var i = 0; i < 2000; i++)
            RoundTrip(random);
    }

    private static void RoundTrip(Random random)
    {
        var sendTime = new AbsoluteSendTime((uint)random.Next(1 << 24));
        var level = new AudioLevel(random.Next(2) == 0, (byte)random.Next(128));
        var orientation = new VideoOrientation(random.Next(2) == 0, random.Next(2) == 0, (byte)random.Next(4));
        var minimum = random.Next(4096);
        var delay = new PlayoutDelay(
            TimeSpan.FromMilliseconds(minimum * 10),
            TimeSpan.FromMilliseconds(random.Next(minimum, 4096) * 10));
        var capture = new AbsoluteCaptureTime(
            new NtpTime((ulong)random.NextInt64()),
            random.Next(2) == 0 ? null : random.NextInt64());
        var request = new FeedbackRequest(random.Next(2) == 0, random.Next(1, 1 << 15));
        var sequence = (ushort)random.Next(1 << 16);
        var map = new RtpExtensionMap();
        Span<byte> buffer = stackalloc byte[200];
        Span<byte> data = stackalloc byte[16];
        Assert.True(RtpPacketWriter.TryBegin(buffer, (RtpExtensionForm)random.Next(2), out var writer));

        sendTime.Write(data);
        Add(ref writer, map, 1, RtpExtensionKind.AbsoluteSendTime, data[..AbsoluteSendTime.Length]);
        level.Write(data);
        Add(ref writer, map, 2, RtpExtensionKind.AudioLevel, data[..AudioLevel.Length]);
        orientation.Write(data);
        Add(ref writer, map, 3, RtpExtensionKind.VideoOrientation, data[..VideoOrientation.Length]);
        delay.Write(data);
        Add(ref writer, map, 4, RtpExtensionKind.PlayoutDelay, data[..PlayoutDelay.Length]);
        capture.Write(data);
        Add(ref writer, map, 5, RtpExtensionKind.AbsoluteCaptureTime, data[..capture.Length]);
        request.Write(sequence, data);
        Add(ref writer, map, 6, RtpExtensionKind.TransportSequenceV2, data[..FeedbackRequest.Length]);
        Add(ref writer, map, 7, RtpExtensionKind.Mid, "0"u8);
        Add(ref writer, map, 8, RtpExtensionKind.Rid, "hi"u8);
        Add(ref writer, map, 9, RtpExtensionKind.RepairedRid, "lo"u8);
        Add(ref writer, map, 10, RtpExtensionKind.DependencyDescriptor, [1, 2, 3]);
        Assert.True(writer.TryWritePayload([42]));

        Assert.True(RtpPacket.TryParse(buffer[..writer.Length], out var packet));
        var values = RtpExtensionValues.Read(packet, map);
        Assert.Equal(sendTime, values.AbsoluteSendTime);
        Assert.Equal(level, values.AudioLevel);
        Assert.Equal(orientation, values.VideoOrientation);
        Assert.Equal(delay, values.PlayoutDelay);
        Assert.Equal(capture, values.AbsoluteCaptureTime);
        Assert.Equal(request, values.FeedbackRequest);
        Assert.Equal(sequence, values.TransportSequence);
        Assert.Equal("0"u8.ToArray(), values.Mid.ToArray());
        Assert.Equal("hi"u8.ToArray(), values.Rid.ToArray());
        Assert.Equal("lo"u8.ToArray(), values.RepairedRid.ToArray());
        Assert.Equal([1, 2, 3], values.DependencyDescriptor.ToArray());
        Assert.Equal([42], packet.Payload.ToArray());
    }

    private static void Add(
        ref RtpPacketWriter writer,
        RtpExtensionMap map,
        byte id,
        RtpExtensionKind kind,
        ReadOnlySpan<byte> data)
    {
        Assert.True(map.TryAdd(id, kind));
        Assert.True(writer.TryAddExtension(id, data));
    }

    [Fact]
    public void Elements_too_short_for_their_kind_are_ignored()
    {
        var map = new RtpExtensionMap();
        for (var kind = RtpExtensionKind.AbsoluteSendTime; kind <= RtpExtensionKind.AbsoluteCaptureTime; kind++)
            map.TryAdd((byte)kind, kind);
        var bytes = Convert.FromHexString("906000010000000100000001" + "10000005" + "0400" + "0500" + "0600" + "0700" + "0800" + "0900" + "0a00" + "0b00" + "00000000");
        Assert.True(RtpPacket.TryParse(bytes, out var packet));

        var values = RtpExtensionValues.Read(packet, map);

        Assert.Null(values.AbsoluteSendTime);
        Assert.Null(values.TransportSequence);
        Assert.Null(values.AudioLevel);
        Assert.Null(values.VideoOrientation);
        Assert.Null(values.PlayoutDelay);
        Assert.Null(values.AbsoluteCaptureTime);
    }

    [Fact]
    public void Send_times_are_compared_across_their_wrap()
    {
        var before = AbsoluteSendTime.At(Timestamp.FromMilliseconds(63_990));
        var after = AbsoluteSendTime.At(Timestamp.FromMilliseconds(64_010));

        Assert.Equal(20, after.Since(before).TotalMilliseconds, 0.01);
        Assert.Equal(-20, before.Since(after).TotalMilliseconds, 0.01);
    }
}
