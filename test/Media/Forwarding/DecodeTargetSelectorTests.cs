using System.Buffers.Binary;
using Plenum.Media.Forwarding;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests.Forwarding;

/// <summary>Three spatial and three temporal layers as Chromium's encoder describes them.</summary>
public sealed class DecodeTargetSelectorTests
{
    // A capture, public in another SFU's tests; its structure has five templates for each spatial layer: a T0 frame, a key
    // frame, a T1 and two T2 frames.
    private const string KeyFrame =
        "c1017280081485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926e082b04a0941b820"
        + "ac1282503157f974000ca864330e222222eca8655304224230eca877530077004200ef008601df010d";

    private static readonly int[] Pattern = [3, 2, 4, 0];
    private readonly DependencyDescriptorParser _parser = new();
    private readonly DecodeTargetSelector _selector = new();
    private ushort _frame = 1000;
    private int _phase;

    [Theory]
    [InlineData(2, 3, "012 012 012 012 012 012")]
    [InlineData(1, 3, "01 01 01 01 01 01")]
    [InlineData(0, 3, "0 0 0 0 0 0")]
    [InlineData(2, 0, "012 - - - 012 -")]
    [InlineData(1, 1, "01 - 01 - 01 -")]
    public void From_a_key_frame_on_it_sends_what_the_target_needs(int spatial, int temporal, string expected)
    {
        var limit = new Layer((byte)spatial, (byte)temporal);

        var sent = new[] { KeyPicture(limit) }.Concat(Enumerable.Range(0, 5).Select(_ => Picture(limit)));

        Assert.Equal(expected, string.Join(' ', sent));
    }

    [Fact]
    public void Without_a_key_frame_nothing_is_sent()
    {
        KeyPicture(new(2, 3));
        _selector.Reset();

        Assert.Equal("- - - -", string.Join(' ', Enumerable.Range(0, 4).Select(_ => Picture(new(2, 3)))));
    }

    [Fact]
    public void A_lower_layer_is_taken_at_the_next_frame_from_which_it_decodes()
    {
        KeyPicture(new(2, 3));
        Picture(new(2, 3));

        Assert.Equal("0", Picture(new(0, 3))[..1]);
        Assert.Equal("0 0 0 0", string.Join(' ', Enumerable.Range(0, 4).Select(_ => Picture(new(0, 3)))));
    }

    [Fact]
    public void A_higher_spatial_layer_waits_for_a_key_frame()
    {
        KeyPicture(new(0, 3));

        Assert.Equal("0 0 0 0 0 0 0 0", string.Join(' ', Enumerable.Range(0, 8).Select(_ => Picture(new(2, 3)))));
        Assert.Equal("012", KeyPicture(new(2, 3)));
        Assert.Equal("012", Picture(new(2, 3)));
    }

    [Fact]
    public void A_frame_that_comes_late_is_judged_like_the_others()
    {
        KeyPicture(new(2, 3));
        var late = _frame;
        _frame += 3;
        _phase++;
        Picture(new(2, 3));

        Assert.True(Read(3, late));
        Assert.True(_selector.Select(late, _parser, new(2, 3)));
    }

    private string KeyPicture(Layer limit)
    {
        _phase = 0;
        var announcement = Convert.FromHexString(KeyFrame);
        BinaryPrimitives.WriteUInt16BigEndian(announcement.AsSpan(1), _frame);
        Assert.True(_parser.TryParse(announcement));
        var first = _selector.Select(_frame++, _parser, limit) ? "0" : "";
        return first + Layers([6, 11], limit, from: 1);
    }

    private string Picture(Layer limit)
    {
        var template = Pattern[_phase++ % Pattern.Length];
        var sent = Layers([template, template + 5, template + 10], limit, from: 0);
        return sent.Length == 0 ? "-" : sent;
    }

    private string Layers(int[] templates, Layer limit, int from)
    {
        var sent = "";
        foreach (var template in templates)
        {
            Assert.True(Read(template, _frame));
            sent += _selector.Select(_frame++, _parser, limit) ? from : "";
            from++;
        }

        return sent;
    }

    private bool Read(int template, ushort frame) =>
        _parser.TryParse([(byte)(0xc0 | template), (byte)(frame >> 8), (byte)frame]);
}
