using Plenum.LoadTest.Sources;
using Plenum.Rtc;

namespace Plenum.LoadTest.Tests.Sources;

public sealed class SendTimeTests
{
    private const ulong Run = 0x1234_5678_9ABC_DEF0;

    [Fact]
    public void A_time_that_was_written_is_read()
    {
        var payload = new byte[40];
        SendTime.Write(payload, Run, new(123_456_789));

        Assert.True(SendTime.TryRead(payload, Run, out var at));
        Assert.Equal(new Timestamp(123_456_789), at);
    }

    [Fact]
    public void Another_runs_time_is_not_taken_for_ours()
    {
        var payload = new byte[40];
        SendTime.Write(payload, Run + 1, new(1));
        Assert.False(SendTime.TryRead(payload, Run, out _));
        Assert.False(SendTime.TryRead(new byte[3], Run, out _));
    }

    [Fact]
    public void A_sound_with_room_for_a_time_has_the_same_frame()
    {
        byte[] sound = [0xFC, 1, 2, 3, 4, 5];
        var padded = new byte[100];
        var length = SendTime.PadSound(sound, padded);
        SendTime.Write(padded.AsSpan(0, length), Run, new(9));

        // RFC 6716, section 3.2.5: one frame (M = 1) of constant length, padding; its length stands before the frame.
        Assert.Equal([0xFF, 0x41, SendTime.Length, 1, 2, 3, 4, 5], padded[..8]);
        Assert.Equal(8 + SendTime.Length, length);
        Assert.True(SendTime.TryRead(padded.AsSpan(0, length), Run, out _));
    }

    [Fact]
    public void A_sound_of_several_frames_is_left_alone() => Assert.Equal(0, SendTime.PadSound([0xFD, 1, 2], new byte[100]));
}
