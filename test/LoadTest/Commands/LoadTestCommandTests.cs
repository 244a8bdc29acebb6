using Plenum.Server.Commands.LoadTesting;

namespace Plenum.LoadTest.Tests.Commands;

public sealed class LoadTestCommandTests
{
    [Theory]
    [InlineData("livestream", "Name a Plenum server, or both --whip and --whep.")]
    [InlineData("livestream http://a --whip http://a/{room}", "Name a Plenum server, or both --whip and --whep.")]
    [InlineData("party http://a", "There is no scenario and no file party")]
    [InlineData("3 http://a", "There is no scenario and no file 3")]
    [InlineData("meeting ftp://a", "ftp://a is no address of http or https.")]
    [InlineData("meeting http://a --participants 0", "--participants cannot be 0.")]
    [InlineData("meeting http://a --hold 3", "--hold: write 3ms, 90s, 30m or 1h.")]
    [InlineData("meeting http://a --bitrate 12", "--bitrate: write 500k or 1.2M.")]
    [InlineData("meeting http://a --tile 320", "--tile: write 320x180.")]
    [InlineData("meeting http://a --simulcast --video vp8", "--simulcast is of constant pictures.")]
    [InlineData("meeting --whip http://a/{id} --whep http://a/{id} --tile 320x180", "--tile is told by signalling")]
    [InlineData("meeting http://a --retries -1", "--retries cannot be -1.")]
    [InlineData("meeting http://a --require lost", "--require lost: write a figure of the JSON")]
    [InlineData("meeting --whip http://a/{who} --whep http://a", "http://a/{who} is no address of http or https")]
    public void What_is_wrong_is_said(string line, string message) =>
        Assert.Contains(LoadTestCommand.Create().Parse(line).Errors, error => error.Message.Contains(message, StringComparison.Ordinal));

    [Theory]
    [InlineData("livestream http://localhost:8080 --viewers 3000 --bitrate 1.2M --hold 60s --spread 3ms --server-pid 7 --json a.json")]
    [InlineData("webinar --whip http://a/{room}/{id} --whep http://a/{room}/{publisher} --video h264 --audio opus --no-gro")]
    [InlineData("webinar http://a --simulcast --tile 320x180 --retries 0")]
    public void What_is_right_is_taken(string line) => Assert.Empty(LoadTestCommand.Create().Parse(line).Errors);

    [Theory]
    [InlineData("3ms", 3)]
    [InlineData("0ms", 0)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    public void Lengths_of_time_are_read(string text, int milliseconds)
    {
        Assert.True(Durations.TryParse(text, out var time));
        Assert.Equal(milliseconds, time.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("3")]
    [InlineData("-3s")]
    [InlineData("3 s")]
    [InlineData("25h")]
    public void What_is_no_length_of_time_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));
}
