using Plenum.LoadTest.Sources;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;

namespace Plenum.LoadTest.Tests.Sources;

public sealed class ClipTests
{
    [Fact]
    public void Constant_pictures_have_their_rate_and_their_frames()
    {
        var clip = ConstantClips.Video(Bitrate.FromKilobits(1200), 25, 640, 360);

        Assert.Equal(1_200_000, clip.Bitrate.BitsPerSecond, 10_000d);
        Assert.Equal(TimeSpan.FromSeconds(0.04), clip.Frames[1].At);
        Assert.True(clip.Frames[0].IsKey);
    }

    [Fact]
    public void What_looks_for_key_frames_finds_those_of_constant_pictures()
    {
        var clip = ConstantClips.Video(Bitrate.FromKilobits(1200), 30, 640, 360);
        foreach (var frame in clip.Frames.Take(3))
        {
            var payload = new byte[1200];
            var length = new Vp8Packetizer(frame.Bytes, 1, 1100).Next(payload);
            Assert.True(VideoPayload.TryParse(VideoCodec.Vp8, payload.AsSpan(0, length), out var video));
            Assert.Equal(frame.IsKey, video.StartsKeyFrame);
        }
    }

    [Fact]
    public void A_clip_goes_round_and_its_time_goes_on()
    {
        var cursor = new ClipCursor(Clip(true, false, false), 0);

        Assert.Equal([0, 40, 80, 120, 160, 200, 240], Enumerable.Range(0, 7).Select(_ =>
        {
            var at = cursor.NextAt;
            cursor.Take();
            return (int)at.TotalMilliseconds;
        }));
    }

    [Fact]
    public void Who_asks_for_a_key_frame_gets_the_next_one_at_once()
    {
        var cursor = new ClipCursor(Clip(true, false, false, true, false), 0);
        cursor.Take();
        cursor.Take();
        var at = cursor.NextAt;
        cursor.JumpToKeyFrame();

        Assert.Equal(at, cursor.NextAt);
        Assert.True(cursor.Take().IsKey);
        Assert.Equal(at + TimeSpan.FromMilliseconds(40), cursor.NextAt);
    }

    [Fact]
    public void It_begins_with_a_key_frame_wherever_it_begins() => Assert.True(new ClipCursor(Clip(true, false, false, false), 0.6).Take().IsKey);

    private static MediaClip Clip(params bool[] keys) => new(
        ClipCodec.Vp8,
        [.. keys.Select((isKey, index) => new MediaFrame([1], TimeSpan.FromMilliseconds(40 * index), isKey))],
        TimeSpan.FromMilliseconds(40 * keys.Length),
        isReal: true);
}
