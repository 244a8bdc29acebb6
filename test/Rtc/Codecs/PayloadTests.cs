using Plenum.Rtc.Codecs;

namespace Plenum.Rtc.Tests.Codecs;

public sealed class PayloadTests
{
    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    [Fact]
    public void A_VP8_key_frame_as_a_browser_sends_it_is_read()
    {
        // X, S; I, L, T, K; 15 bits of picture id; TL0PICIDX; temporal layer 0, sync; frame tag of a 640 x 360 key frame.
        var payload = Bytes("90f0" + "9234" + "07" + "21" + "1002009d012a" + "8002" + "6801" + "00");

        Assert.True(Vp8Descriptor.TryParse(payload, out var vp8));

        Assert.Equal(6, vp8.Length);
        Assert.True(vp8.StartsFrame);
        Assert.True(vp8.StartsKeyFrame);
        Assert.Equal((ushort)0x1234, vp8.PictureId);
        Assert.True(vp8.HasLongPictureId);
        Assert.Equal((byte)7, vp8.Tl0PicIdx);
        Assert.Equal((byte)0, vp8.TemporalId);
        Assert.True(vp8.IsLayerSync);
        Assert.Equal((byte)1, vp8.KeyIndex);
        Assert.True(vp8.TryGetResolution(payload, out var width, out var height));
        Assert.Equal((640, 360), (width, height));
    }

    [Fact]
    public void A_VP8_packet_inside_a_frame_starts_nothing()
    {
        Assert.True(Vp8Descriptor.TryParse(Bytes("8080" + "05" + "00"), out var vp8));

        Assert.False(vp8.StartsFrame);
        Assert.False(vp8.StartsKeyFrame);
        Assert.Equal((ushort)5, vp8.PictureId);
        Assert.False(vp8.HasLongPictureId);
        Assert.False(vp8.TryGetResolution(Bytes("808005000000000000000000"), out _, out _));
    }

    [Theory]
    [InlineData("1001", false)] // no extension, an inter frame
    [InlineData("1000", true)]
    [InlineData("1100", false)] // the second partition
    public void VP8_frames_start_in_their_first_partition_alone(string hex, bool startsKeyFrame)
    {
        Assert.True(Vp8Descriptor.TryParse(Bytes(hex), out var vp8));
        Assert.Equal(startsKeyFrame, vp8.StartsKeyFrame);
    }

    [Theory]
    [InlineData("90f092340721" + "11", "90f0ffff0821" + "11")]
    [InlineData("90c00507" + "11", "90c07f08" + "11")]
    [InlineData("10" + "11", "10" + "11")]
    public void VP8_ids_are_rewritten_in_place_in_their_width(string hex, string expected)
    {
        var payload = Bytes(hex);
        Assert.True(Vp8Descriptor.TryParse(payload, out var vp8));

        vp8.SetPictureId(payload, 0x7fff);
        vp8.SetTl0PicIdx(payload, 8);

        Assert.Equal(expected, Convert.ToHexStringLower(payload));
    }

    [Fact]
    public void A_VP9_key_frame_with_its_structure_is_read()
    {
        // I, L, B, V; picture id; layers; TL0PICIDX; three layers with sizes, a group of one picture.
        var payload = Bytes("aa" + "8123" + "00" + "05" + "58" + "00a0005a014000b402800168" + "01" + "04" + "01" + "ff");

        Assert.True(Vp9Descriptor.TryParse(payload, out var vp9));

        Assert.True(vp9.StartsKeyFrame);
        Assert.Equal((ushort)0x123, vp9.PictureId);
        Assert.Equal((byte)5, vp9.Tl0PicIdx);
        Assert.Equal((byte)3, vp9.SpatialLayerCount);
        Assert.Equal(payload.Length - 1, vp9.Length);
    }

    [Fact]
    public void A_VP9_upper_layer_is_no_key_frame()
    {
        // I, L, B; layers: temporal 2, switching up, spatial 1, inter-layer predicted.
        Assert.True(Vp9Descriptor.TryParse(Bytes("a8" + "05" + "53" + "09" + "ff"), out var vp9));

        Assert.False(vp9.StartsKeyFrame);
        Assert.Equal((2, 1), (vp9.TemporalId, vp9.SpatialId));
        Assert.True(vp9.IsSwitchingUpPoint);
        Assert.True(vp9.IsInterLayerPredicted);
    }

    [Fact]
    public void VP9_in_flexible_mode_carries_references_instead_of_an_index()
    {
        // I, P, L, F, B, E; layers; two references.
        Assert.True(Vp9Descriptor.TryParse(Bytes("fc" + "05" + "20" + "0302" + "ff"), out var vp9));

        Assert.True(vp9.IsFlexible);
        Assert.True(vp9.EndsFrame);
        Assert.Null(vp9.Tl0PicIdx);
        Assert.Equal(5, vp9.Length);
        Assert.False(Vp9Descriptor.TryParse(Bytes("fc" + "05" + "20" + "030303" + "ff"), out _));
    }

    [Theory]
    [InlineData("67420028", true, true, true)] // sequence parameters
    [InlineData("6588", true, true, true)] // an IDR slice
    [InlineData("419a", false, true, true)] // a slice
    [InlineData("7c8588", true, true, false)] // the start of a fragmented IDR slice
    [InlineData("7c0588", false, false, false)] // its middle
    [InlineData("7c4588", false, false, true)] // its end
    [InlineData("780004674200280002" + "68ce", true, true, true)] // both parameter sets together
    public void H264_payloads_are_read(string hex, bool key, bool starts, bool ends)
    {
        Assert.True(H264Payload.TryParse(Bytes(hex), out var h264));
        Assert.Equal((key, starts, ends), (h264.StartsKeyFrame, h264.StartsUnit, h264.EndsUnit));
    }

    [Fact]
    public void H264_units_without_references_are_discardable()
    {
        Assert.True(VideoPayload.TryParse(VideoCodec.H264, Bytes("019a"), out var video));
        Assert.True(video.IsDiscardable);
        Assert.True(VideoPayload.TryParse(VideoCodec.H264, Bytes("219a"), out video));
        Assert.False(video.IsDiscardable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("78")] // an empty aggregate
    [InlineData("780000")] // a unit of no bytes
    [InlineData("78000461")] // a unit longer than the payload
    [InlineData("7c85")] // a fragment of nothing
    [InlineData("7d8500")] // FU-B
    [InlineData("1f00")]
    public void Malformed_H264_is_refused(string hex) => Assert.False(H264Payload.TryParse(Bytes(hex), out _));

    [Fact]
    public void An_AV1_key_frame_is_read()
    {
        // W 2, N; a sequence header of two bytes, then a frame with layers of its own.
        Assert.True(Av1Payload.TryParse(Bytes("28" + "02" + "0a00" + "3600"), out var av1));

        Assert.True(av1.StartsSequence);
        Assert.True(av1.HasSequenceHeader);
        Assert.True(VideoPayload.TryParse(VideoCodec.Av1, Bytes("28020a003600"), out var video));
        Assert.True(video.StartsKeyFrame);
    }

    [Fact]
    public void AV1_layers_come_from_the_first_unit()
    {
        // W 1: a frame OBU with extension: temporal 2, spatial 1.
        Assert.True(Av1Payload.TryParse(Bytes("10" + "3448" + "00"), out var av1));

        Assert.Equal((2, 1), (av1.TemporalId, av1.SpatialId));
        Assert.False(av1.StartsSequence);
        Assert.False(av1.ContinuesObu);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("8800")] // a new sequence in the middle of a unit
    [InlineData("200900")] // a unit longer than the payload
    [InlineData("2000")] // a unit of no bytes
    [InlineData("20ffffffffff")] // a length without end
    [InlineData("1080")] // the forbidden bit
    [InlineData("1034")] // an extension promised
    public void Malformed_AV1_is_refused(string hex) => Assert.False(Av1Payload.TryParse(Bytes(hex), out _));

    [Theory]
    [InlineData("78ffff", 20, 1, false, false)] // configuration 15, hybrid
    [InlineData("fcffffff", 20, 1, true, false)] // configuration 31, stereo
    [InlineData("f8fffe", 20, 1, false, false)]
    [InlineData("78", 20, 1, false, true)]
    [InlineData("18ff", 60, 1, false, true)]
    [InlineData("e3040000", 10, 4, false, false)] // four frames of 2.5 ms
    [InlineData("0902ff", 40, 2, false, false)]
    public void Opus_packets_tell_their_duration(string hex, int milliseconds, int frames, bool stereo, bool dtx)
    {
        Assert.True(OpusPacket.TryParse(Bytes(hex), out var opus));
        Assert.Equal(
            (milliseconds, frames, stereo, dtx),
            ((int)opus.Duration.TotalMilliseconds, opus.FrameCount, opus.IsStereo, opus.IsDtx));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7b")] // a count promised
    [InlineData("7b00")] // no frames
    [InlineData("7b07")] // 140 ms
    public void Malformed_Opus_is_refused(string hex) => Assert.False(OpusPacket.TryParse(Bytes(hex), out _));

    [Fact]
    public void Whatever_bytes_come_in_reading_ends_without_an_exception()
    {
        var random = new Random(10);
        Span<byte> bytes = stackalloc byte[40];
        for (var i = 0; i < 300_000; i++)
        {
            var payload = bytes[..random.Next(bytes.Length)];
            random.NextBytes(payload);
            PayloadFuzz.Run(payload);
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var payload = Bytes("90f0923407211002009d012a8002680100");
        Allocations.AssertNone(() => PayloadFuzz.Run(payload));
    }
}
