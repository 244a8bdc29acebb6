using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtp;

public sealed class RtpPacketWriterTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var random = new Random(3);
        for (var i = 0; i < 5000; i++)
            RoundTrip(random);
    }

    private static void RoundTrip(Random random)
    {
        var twoByte = random.Next(2) == 0;
        var elements = new List<(byte Id, byte[] Data)>();
        for (var i = random.Next(5); i > 0; i--)
        {
            var id = twoByte ? random.Next(16, 256) : random.Next(1, 15);
            var data = new byte[twoByte ? random.Next(40) : random.Next(1, 17)];
            random.NextBytes(data);
            elements.Add(((byte)id, data));
        }
        var payload = new byte[random.Next(100)];
        random.NextBytes(payload);
        var padding = random.Next(3) == 0 ? random.Next(1, 256) : 0;
        var marker = random.Next(2) == 0;
        var buffer = new byte[1500];
        random.NextBytes(buffer);

        Assert.True(RtpPacketWriter.TryBegin(
            buffer, twoByte ? RtpExtensionForm.TwoByte : RtpExtensionForm.OneByte, out var writer));
        writer.SetHeader(111, marker, 65535, uint.MaxValue, new Ssrc(7));
        foreach (var (id, data) in elements)
            Assert.True(writer.TryAddExtension(id, data));
        Assert.True(writer.TryWritePayload(payload));
        Assert.True(padding == 0 || writer.TryPad(padding));

        Assert.True(RtpPacket.TryParse(buffer.AsSpan(0, writer.Length), out var packet));
        Assert.Equal(
            (111, marker, 65535, uint.MaxValue, new Ssrc(7)),
            (packet.Header.PayloadType, packet.Header.Marker, packet.Header.SequenceNumber, packet.Header.Timestamp, packet.Header.Ssrc));
        var index = 0;
        foreach (var extension in packet.Extensions)
        {
            Assert.Equal(elements[index].Id, extension.Id);
            Assert.Equal(elements[index].Data, extension.Data.ToArray());
            Assert.Equal(
                elements[index++].Data,
                packet.Bytes.Slice(packet.Header.ExtensionOffset + extension.Offset, extension.Data.Length).ToArray());
        }
        Assert.Equal(elements.Count, index);
        Assert.Equal(payload, packet.Payload.ToArray());
        Assert.Equal(padding, packet.PaddingLength);
    }

    [Fact]
    public void A_buffer_of_any_size_too_small_is_refused_without_an_exception()
    {
        for (var size = 0; size < 12 + 8 + 5 + 4; size++)
        {
            var complete = RtpPacketWriter.TryBegin(new byte[size], RtpExtensionForm.OneByte, out var writer)
                && writer.TryAddExtension(1, [1, 2, 3])
                && writer.TryWritePayload([1, 2, 3, 4, 5])
                && writer.TryPad(4);
            Assert.False(complete);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(15, 1)]
    [InlineData(16, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 17)]
    public void The_one_byte_form_refuses_what_it_cannot_say(byte id, int length)
    {
        Assert.True(RtpPacketWriter.TryBegin(new byte[100], RtpExtensionForm.OneByte, out var writer));
        Assert.False(writer.TryAddExtension(id, new byte[length]));
    }

    [Fact]
    public void A_reserved_element_is_filled_in_when_the_packet_leaves()
    {
        var buffer = new byte[100];
        Assert.True(RtpPacketWriter.TryBegin(buffer, RtpExtensionForm.OneByte, out var writer));
        Assert.True(writer.TryAddExtension(1, "0"u8));
        Assert.True(writer.TryReserveExtension(5, 2, out var offset));
        Assert.True(writer.TryWritePayload([9]));
        buffer[offset + 1] = 77;

        Assert.True(RtpPacket.TryParse(buffer.AsSpan(0, writer.Length), out var packet));
        Assert.True(packet.TryGetExtension(5, out var sequence));
        Assert.Equal([0, 77], sequence.ToArray());
    }

    [Fact]
    public void Extensions_after_the_payload_are_refused()
    {
        Assert.True(RtpPacketWriter.TryBegin(new byte[100], RtpExtensionForm.OneByte, out var writer));
        Assert.True(writer.TryWritePayload([9]));
        Assert.False(writer.TryAddExtension(1, [1]));
    }

    [Fact]
    public void Header_fields_are_rewritten_in_place()
    {
        var bytes = Convert.FromHexString("80e012340000000100000002ff");

        RtpHeaderWriter.SetSequenceNumber(bytes, 0xabcd);
        RtpHeaderWriter.SetTimestamp(bytes, 0x11223344);
        RtpHeaderWriter.SetSsrc(bytes, new Ssrc(0x55667788));
        RtpHeaderWriter.SetPayloadType(bytes, 0x2a);
        Assert.Equal("80aaabcd1122334455667788ff", Convert.ToHexStringLower(bytes));
        RtpHeaderWriter.SetMarker(bytes, false);
        Assert.Equal("802aabcd1122334455667788ff", Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Padding_that_does_not_fit_or_is_there_already_is_refused()
    {
        var buffer = new byte[300];
        RtpHeaderWriter.Write(buffer, 96, false, 1, 2, new Ssrc(3));

        Assert.False(RtpPadding.TryAppend(buffer, 12, 0));
        Assert.False(RtpPadding.TryAppend(buffer, 12, 256));
        Assert.False(RtpPadding.TryAppend(buffer, 290, 11));
        Assert.True(RtpPadding.TryAppend(buffer, 12, 255));
        Assert.False(RtpPadding.TryAppend(buffer, 267, 1));
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var buffer = new byte[1500];
        var payload = new byte[1000];

        Allocations.AssertNone(() =>
        {
            RtpPacketWriter.TryBegin(buffer, RtpExtensionForm.OneByte, out var writer);
            writer.SetHeader(96, true, 1, 2, new Ssrc(3));
            writer.TryAddExtension(1, "0"u8);
            writer.TryReserveExtension(2, 2, out _);
            writer.TryWritePayload(payload);
            writer.TryPad(3);
        });
    }
}
