using Plenum.Media.Forwarding;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests.Forwarding;

public sealed class LayerSelectorTests
{
    private readonly PacketPool _pool = new(1000);
    private uint _timestamp;

    [Theory]
    [InlineData(2, "0k 1k 2k 2 0k", "S S S F I")]
    [InlineData(2, "0k 2 0 2k", "S I F S")]
    [InlineData(1, "2k 1 0k 1k 2k", "I I S S I")]
    [InlineData(0, "2k 1k 0k", "I I S")]
    public void A_stream_is_entered_at_its_key_frame_alone_and_nearer_ones_on_the_way(int target, string packets, string expected)
    {
        var selector = new LayerSelector(isScalable: false);
        selector.SetTarget(new((byte)target, 3));

        Assert.Equal(expected, Select(selector, packets));
    }

    [Fact]
    public void On_the_way_down_to_another_stream_the_least_of_this_one_is_shown()
    {
        var selector = new LayerSelector(isScalable: false);
        selector.SetTarget(new(2, 3));
        Assert.Equal("S F F", Select(selector, "2k 2t2 2t1"));

        selector.SetTarget(new(0, 3));

        Assert.Equal("D F I S I", Select(selector, "2t2 2 0 0k 2"));
    }

    [Theory]
    [InlineData("0k 0t2y 0t1y 0t2 0 0t2y", "S D D D F D")]
    public void A_low_temporal_target_leaves_the_others_out(string packets, string expected)
    {
        var selector = new LayerSelector(isScalable: false);
        selector.SetTarget(new(0, 0));

        Assert.Equal(expected, Select(selector, packets));
    }

    [Fact]
    public void A_higher_temporal_layer_is_entered_only_where_the_codec_allows_it()
    {
        var selector = new LayerSelector(isScalable: false);
        selector.SetTarget(new(0, 0));
        Select(selector, "0k 0t1 0");
        selector.SetTarget(new(0, 2));

        Assert.Equal("D D F F F F", Select(selector, "0t2 0t1 0t1y 0 0t2y 0t2"));
    }

    [Fact]
    public void What_comes_late_from_before_a_rise_is_left_out_if_it_lies_above_what_was_sent_then()
    {
        var selector = new LayerSelector(isScalable: false);
        selector.SetTarget(new(0, 0));
        Select(selector, "0k 0t2y 0t1y");
        selector.SetTarget(new(0, 2));
        var late = Packet("0t2", _timestamp += 3000);
        var lateBase = Packet("0", _timestamp += 3000);
        Assert.Equal("F F", Select(selector, "0t2y 0t1y"));

        Assert.Equal(Selection.Drop, selector.Select(0, late, null));
        Assert.Equal(Selection.Forward, selector.Select(0, lateBase, null));
    }

    [Fact]
    public void A_change_waits_for_the_next_picture()
    {
        var selector = new LayerSelector(isScalable: false);
        selector.SetTarget(new(0, 3));
        Select(selector, "0k");
        _timestamp += 3000;
        var packets = new[] { Packet("0t2", _timestamp), Packet("0t2", _timestamp), Packet("0t2", _timestamp + 3000) };

        Assert.Equal(Selection.Forward, selector.Select(0, packets[0], null));
        selector.SetTarget(new(0, 0));

        Assert.Equal(Selection.Forward, selector.Select(0, packets[1], null));
        Assert.Equal(Selection.Drop, selector.Select(0, packets[2], null));
    }

    [Fact]
    public void Of_scalable_video_a_lower_spatial_layer_is_taken_at_the_next_picture_and_a_higher_one_at_a_key_frame()
    {
        var selector = new LayerSelector(isScalable: true);
        selector.SetTarget(new(1, 3));
        Assert.Equal("S F D", SelectPicture(selector, isKey: true));
        Assert.Equal("F F D", SelectPicture(selector, isKey: false));

        selector.SetTarget(new(0, 3));
        Assert.Equal("F D D", SelectPicture(selector, isKey: false));

        selector.SetTarget(new(2, 3));
        Assert.Equal(1, selector.AwaitedSpatial);
        Assert.Equal("F D D", SelectPicture(selector, isKey: false));
        Assert.Equal("F F F", SelectPicture(selector, isKey: true));
        Assert.Null(selector.AwaitedSpatial);
    }

    [Fact]
    public void The_last_layer_sent_ends_the_picture()
    {
        var selector = new LayerSelector(isScalable: true);
        selector.SetTarget(new(1, 3));
        SelectPicture(selector, isKey: true);

        Assert.Equal([false, true], new byte[] { 0, 1 }.Select(spatial => selector.EndsPicture(Layer(spatial, false), null)));
    }

    [Fact]
    public void A_pause_ends_the_stream_and_its_end_waits_for_a_key_frame()
    {
        var selector = new LayerSelector(isScalable: false);
        selector.SetTarget(new(0, 3));
        Select(selector, "0k 0");
        selector.SetTarget(null);
        Assert.Equal("I I", Select(selector, "0 0k"));

        selector.SetTarget(new(0, 3));

        Assert.Equal("I S", Select(selector, "0 0k"));
    }

    private string Select(LayerSelector selector, string packets) => string.Join(' ', packets.Split(' ').Select(one =>
        selector.Select(one[0] - '0', Packet(one, _timestamp += 3000), null).ToString()[..1]));

    private string SelectPicture(LayerSelector selector, bool isKey)
    {
        _timestamp += 3000;
        return string.Join(' ', Enumerable.Range(0, 3).Select(spatial =>
            selector.Select(0, Layer((byte)spatial, isKey), null).ToString()[..1]));
    }

    private SourcePacket Layer(byte spatial, bool isKey)
    {
        var packet = Packet(isKey && spatial == 0 ? "0k" : "0", _timestamp);
        packet.Traits = packet.Traits with { Spatial = spatial, EndsFrame = true };
        return packet;
    }

    /// <summary>The stream, and behind it: k for a key frame, t1 or t2 for a temporal layer, y where one may switch up.</summary>
    private SourcePacket Packet(string text, uint timestamp)
    {
        Assert.True(RtpPacket.TryParse(new Vp8 { Timestamp = timestamp }.ToBytes(), out var parsed));
        var packet = _pool.Take()!;
        packet.Fill(parsed);
        var isKey = text.Contains('k', StringComparison.Ordinal);
        packet.Traits = new PacketTraits
        {
            StartsFrame = true,
            StartsKeyFrame = isKey,
            Temporal = (byte)(text.Contains('t', StringComparison.Ordinal) ? text[2] - '0' : 0),
            IsSwitchingPoint = isKey || text.Contains('y', StringComparison.Ordinal) || !text.Contains('t', StringComparison.Ordinal),
        };
        return packet;
    }
}
