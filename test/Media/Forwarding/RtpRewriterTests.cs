using Plenum.Media.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests.Forwarding;

public sealed class RtpRewriterTests
{
    private readonly PacketPool _pool = new(1000);
    private readonly RtpRewriter _rewriter = new(90_000, 65_534, 5_000);
    private Timestamp _now = Timestamp.FromMilliseconds(1);

    [Fact]
    public void A_line_starts_where_it_is_told_to()
    {
        var first = Enter(Packet(sequence: 7, timestamp: 123));

        Assert.Equal((65_534, 5_000u), (first.Sequence, first.Timestamp));
    }

    [Theory]
    [InlineData(33.0, 2970)]
    [InlineData(1000.0, 90_000)]
    [InlineData(0.0, 1)]
    public void At_a_switch_numbers_go_on_and_time_by_what_has_passed(double milliseconds, int ticks)
    {
        Enter(Packet(sequence: 7, timestamp: 123, picture: 900, index: 9));
        _now += TimeSpan.FromMilliseconds(milliseconds);

        var next = Enter(Packet(sequence: 40_000, timestamp: 7_777_777, picture: 12, index: 200));

        Assert.Equal((65_535, 5_000u + (uint)ticks, 2, 2), (next.Sequence, next.Timestamp, next.PictureId, next.Index));
    }

    [Fact]
    public void All_of_a_frame_keep_one_timestamp_however_late_the_switch_after_them_is_counted()
    {
        Enter(Packet(sequence: 1, timestamp: 100));
        _now += TimeSpan.FromMilliseconds(30);
        Map(Packet(sequence: 2, timestamp: 100), RewriteResult.Forward);
        _now += TimeSpan.FromMilliseconds(3);

        var next = Enter(Packet(sequence: 1, timestamp: 0));

        Assert.Equal(5_000u + 2970, next.Timestamp);
    }

    [Fact]
    public void What_is_left_out_leaves_no_gap_in_sequence_and_picture_ids()
    {
        Enter(Packet(1, 0, picture: 10));
        Skip(Packet(2, 3000, picture: 11), RewriteResult.None);
        Skip(Packet(3, 3000, picture: 11), RewriteResult.None);

        var next = Map(Packet(4, 6000, picture: 12), RewriteResult.Forward);

        Assert.Equal((65_535, 2), (next.Sequence, next.PictureId));
    }

    [Fact]
    public void What_was_lost_leaves_its_gap_and_comes_late_into_it()
    {
        Enter(Packet(1, 0, picture: 10));
        var after = Map(Packet(3, 6000, picture: 12), RewriteResult.Forward);
        var late = Map(Packet(2, 3000, picture: 11), RewriteResult.Forward);

        Assert.Equal((0, 3), (after.Sequence, after.PictureId));
        Assert.Equal((65_535, 8_000u, 2), (late.Sequence, late.Timestamp, late.PictureId));
    }

    [Fact]
    public void What_is_unwanted_but_comes_too_late_to_close_the_gap_fills_it_as_padding()
    {
        Enter(Packet(1, 0, picture: 10));
        Map(Packet(3, 6000, picture: 12), RewriteResult.Forward);

        var late = Skip(Packet(2, 3000, picture: 11), RewriteResult.Padding);

        Assert.Equal(65_535, late.Sequence);
    }

    [Fact]
    public void What_is_left_of_a_picture_that_was_left_out_is_padding()
    {
        Enter(Packet(1, 0, picture: 10));
        Skip(Packet(2, 3000, picture: 11), RewriteResult.None);
        Map(Packet(4, 6000, picture: 12), RewriteResult.Forward);

        Map(Packet(3, 3000, picture: 11), RewriteResult.Padding);
    }

    [Fact]
    public void Nothing_from_before_a_switch_has_a_place_after_it()
    {
        Enter(Packet(100, 0));
        Enter(Packet(500, 0));

        Map(Packet(499, 0), RewriteResult.None);
        Skip(Packet(499, 0), RewriteResult.None);
    }

    [Fact]
    public void Reports_are_told_in_the_time_of_the_line()
    {
        Enter(Packet(1, timestamp: 100));

        Assert.Equal(5_000u + 900, _rewriter.MapTimestamp(1000));
    }

    private SourcePacket Packet(int sequence, uint timestamp, ushort picture = 1, byte index = 0)
    {
        var bytes = new Vp8 { Sequence = (ushort)sequence, Timestamp = timestamp, PictureId = picture, Index = index }.ToBytes();
        Assert.True(RtpPacket.TryParse(bytes, out var parsed));
        var packet = _pool.Take()!;
        packet.Fill(parsed);
        packet.Sequence = sequence;
        packet.Numbers = PictureNumbers.Read(VideoCodec.Vp8, packet.Payload);
        packet.PictureId = picture;
        return packet;
    }

    private OutboundNumbers Enter(SourcePacket packet)
    {
        _rewriter.Restart(packet, _now);
        return Map(packet, RewriteResult.Forward);
    }

    private OutboundNumbers Map(SourcePacket packet, RewriteResult expected)
    {
        Assert.Equal(expected, _rewriter.Map(packet, _now, out var numbers));
        return numbers;
    }

    private OutboundNumbers Skip(SourcePacket packet, RewriteResult expected)
    {
        Assert.Equal(expected, _rewriter.Skip(packet, isWholePicture: true, _now, out var numbers));
        return numbers;
    }
}
