using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Codecs;

public sealed class FrameTests
{
    private const int MaximumPayload = 100;

    private ushort _sequence = 65_530;
    private uint _timestamp;

    private List<byte[]> Packets(VideoCodec codec, byte[] frame, ushort pictureId)
    {
        var packets = new List<byte[]>();
        var payload = new byte[MaximumPayload];
        _timestamp += 3000;
        if (codec == VideoCodec.Vp8)
        {
            var packetizer = new Vp8Packetizer(frame, pictureId, MaximumPayload);
            for (int length; (length = packetizer.Next(payload)) > 0;)
                packets.Add(Packet(payload.AsSpan(0, length), packetizer.IsDone));
        }
        else
        {
            var packetizer = new H264Packetizer(frame, MaximumPayload);
            for (int length; (length = packetizer.Next(payload)) > 0;)
                packets.Add(Packet(payload.AsSpan(0, length), packetizer.IsDone));
        }
        return packets;
    }

    private byte[] Packet(ReadOnlySpan<byte> payload, bool marker)
    {
        var buffer = new byte[12 + payload.Length];
        RtpHeaderWriter.Write(buffer, 96, marker, _sequence++, _timestamp, new Ssrc(1));
        payload.CopyTo(buffer.AsSpan(12));
        return buffer;
    }

    private static byte[]? Feed(FrameAssembler assembler, byte[] bytes)
    {
        Assert.True(RtpPacket.TryParse(bytes, out var packet));
        return assembler.TryComplete(packet, out var frame) ? frame.ToArray() : null;
    }

    private static byte[] Frame(VideoCodec codec, Random random)
    {
        if (codec == VideoCodec.Vp8)
        {
            var frame = new byte[random.Next(1, 1500)];
            random.NextBytes(frame);
            return frame;
        }
        var units = new List<byte>();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            // No byte below two, so that no start code arises inside, as an encoder's escaping ensures.
            var unit = new byte[random.Next(2, 600)];
            for (var i = 0; i < unit.Length; i++)
                unit[i] = (byte)random.Next(2, 256);
            unit[0] = 0x65;
            units.AddRange([0, 0, 0, 1, .. unit]);
        }
        return [.. units];
    }

    [Theory]
    [InlineData(VideoCodec.Vp8)]
    [InlineData(VideoCodec.H264)]
    public void Frames_survive_packets(VideoCodec codec)
    {
        var random = new Random(11);
        var assembler = new FrameAssembler(codec);
        for (ushort n = 0; n < 500; n++)
        {
            var frame = Frame(codec, random);
            var packets = Packets(codec, frame, n);
            Assert.All(packets, p => Assert.InRange(p.Length, 13, 12 + MaximumPayload));
            foreach (var packet in packets[..^1])
                Assert.Null(Feed(assembler, packet));
            Assert.Equal(frame, Feed(assembler, packets[^1]));
        }
        Assert.Equal(0, assembler.Dropped);
    }

    [Theory]
    [InlineData(VideoCodec.Vp8)]
    [InlineData(VideoCodec.H264)]
    public void Whatever_is_lost_no_frame_comes_out_wrong(VideoCodec codec)
    {
        var random = new Random(12);
        var assembler = new FrameAssembler(codec);
        var complete = 0;
        for (ushort n = 0; n < 2000; n++)
        {
            var frame = Frame(codec, random);
            foreach (var packet in Packets(codec, frame, n))
            {
                if (random.Next(20) == 0)
                    continue;
                if (Feed(assembler, packet) is not { } assembled)
                    continue;
                Assert.Equal(frame, assembled);
                complete++;
            }
        }
        Assert.InRange(complete, 500, 1999);
        Assert.True(assembler.Dropped > 0);
    }

    [Fact]
    public void VP8_packets_carry_the_picture_id_and_mark_start_and_key_frame()
    {
        var packets = Packets(VideoCodec.Vp8, [0x10, .. new byte[250]], 0x9234);

        Assert.True(RtpPacket.TryParse(packets[0], out var first));
        Assert.True(Vp8Descriptor.TryParse(first.Payload, out var vp8));
        Assert.True(vp8.StartsKeyFrame);
        Assert.Equal((ushort)0x1234, vp8.PictureId);
        Assert.True(RtpPacket.TryParse(packets[1], out var second));
        Assert.True(Vp8Descriptor.TryParse(second.Payload, out vp8));
        Assert.False(vp8.StartsFrame);
    }

    [Fact]
    public void H264_parameter_sets_sent_together_are_taken_apart()
    {
        var assembler = new FrameAssembler(VideoCodec.H264);
        Assert.Null(Feed(assembler, Packet(Convert.FromHexString("78" + "0002" + "6742" + "0002" + "68ce"), marker: false)));

        Assert.Equal(
            "0000000167420000000168ce000000016588",
            Convert.ToHexStringLower(Feed(assembler, Packet(Convert.FromHexString("6588"), marker: true))!));
    }

    [Fact]
    public void An_access_unit_with_short_start_codes_and_trailing_zeros_is_cut()
    {
        var packets = Packets(VideoCodec.H264, Convert.FromHexString("000001" + "0910" + "00000001" + "6742" + "000001" + "6588"), 0);

        Assert.Equal(["0910", "6742", "6588"], packets.Select(p => Convert.ToHexStringLower(p.AsSpan(12))));
        Assert.Equal([0x60, 0x60, 0xe0], packets.Select(p => (int)p[1]));
    }
}
