namespace Plenum.Rooms.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void The_defaults_are_sound() => Assert.Empty(new RoomSettings().Problems());

    [Fact]
    public void Every_problem_is_told_with_what_to_do()
    {
        var settings = new RoomSettings { Capacity = 0, Grace = TimeSpan.FromSeconds(-1), EventLogLength = -1 };
        var problems = settings.Problems();
        Assert.Equal(3, problems.Count);
        Assert.Contains("Capacity is 0; set it to something from 1 to 10000.", problems);
    }

    [Fact]
    public void A_restore_window_shorter_than_the_grace_is_a_problem() =>
        Assert.Single(new RoomSettings { RestoreWindow = TimeSpan.FromSeconds(1) }.Problems());

    [Fact]
    public void A_codec_is_named_once_and_by_its_name()
    {
        Assert.Empty(new RoomSettings { VideoCodecs = [VideoCodec.Av1, VideoCodec.Vp8] }.Problems());
        Assert.Single(new RoomSettings { VideoCodecs = [VideoCodec.Vp8, VideoCodec.Vp8] }.Problems());
        Assert.Single(new RoomSettings { VideoCodecs = [(VideoCodec)9] }.Problems());
    }

    [Fact]
    public void Codecs_that_are_not_named_follow_in_the_order_of_the_default()
    {
        Assert.Equal(
            [VideoCodec.Vp8, VideoCodec.H264, VideoCodec.Vp9, VideoCodec.Av1], new RoomSettings().OrderVideoCodecs());
        Assert.Equal(
            [VideoCodec.Vp9, VideoCodec.Vp8, VideoCodec.H264, VideoCodec.Av1],
            new RoomSettings { VideoCodecs = [VideoCodec.Vp9] }.OrderVideoCodecs());
    }

    [Fact]
    public void A_room_is_not_opened_with_problems()
    {
        var error = Assert.Throws<ArgumentException>(
            () => new Room(RoomName.Parse("r"), new() { Capacity = -5 }, default));
        Assert.Contains("Capacity is -5", error.Message, StringComparison.Ordinal);
    }
}
