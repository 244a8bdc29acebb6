using Plenum.Media.Allocation;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Allocation;

public sealed class AudioSelectionTests
{
    [Fact]
    public void Who_speaks_is_heard_before_the_hum_of_silent_rooms() =>
        Assert.Equal("----s---", Choose(300, "....s..."));

    [Theory]
    [InlineData(600, "ssss....", "sss.....")]
    [InlineData(200, "sss.....", "ss......")]
    [InlineData(100, "sss.....", "s.......")]
    public void Up_to_three_who_speak_are_heard_as_far_as_the_path_goes(int budget, string all, string expected) =>
        Assert.Equal(expected.Count(one => one == 's'), Choose(budget, all).Count(one => one == 's'));

    [Theory]
    [InlineData("..f.", "--f-")]
    [InlineData("..s.", "--s-")]
    [InlineData("....", ".---")]
    public void Somebody_is_always_heard(string all, string expected) => Assert.Equal(expected, Choose(10, all));

    [Fact]
    public void The_floor_comes_before_a_louder_voice_and_that_before_a_quiet_one()
    {
        AudioDemand[] demands = [Speech(10, false), Speech(30, false), new(Rate, AudioImportance.Floor, 5, false)];

        Assert.Equal([false, true, true], Choose(demands, Bitrate.FromKilobits(170), Bitrate.Zero));
        Assert.Equal([false, false, true], Choose(demands, Bitrate.FromKilobits(100), Bitrate.Zero));
    }

    [Theory]
    [InlineData(20, 28, true)]
    [InlineData(20, 31, false)]
    public void Who_is_heard_is_cut_off_only_by_somebody_clearly_louder(double heard, double other, bool stays)
    {
        AudioDemand[] demands = [Speech(heard, true), Speech(other, false)];

        Assert.Equal([stays, !stays], Choose(demands, Bitrate.FromKilobits(80), Bitrate.Zero));
    }

    [Theory]
    [InlineData(100, new[] { true, true, true })]
    [InlineData(150, new[] { true, true, false })]
    [InlineData(200, new[] { true, false, false })]
    public void A_second_voice_is_heard_where_pictures_still_move(int pictures, bool[] expected)
    {
        AudioDemand[] demands = [Speech(30, true), Speech(20, true), Speech(10, true)];

        Assert.Equal(expected, Choose(demands, Bitrate.FromKilobits(270), Bitrate.FromKilobits(pictures)));
    }

    private static bool[] Choose(AudioDemand[] demands, Bitrate budget, Bitrate pictures)
    {
        var heard = new bool[demands.Length];
        AudioSelection.Choose(demands, budget, pictures, heard);
        return heard;
    }

    private static Bitrate Rate => Bitrate.FromKilobits(45);

    private static AudioDemand Speech(double loudness, bool isHeard) =>
        new(Rate, AudioImportance.Speaking, loudness, isHeard);

    /// <summary>s: speaks; f: has the floor; ".": silent. The answer has "-" for who is left out.</summary>
    private static string Choose(int kilobits, string all)
    {
        var demands = all.Select(one => new AudioDemand(
            Rate,
            one switch { 's' => AudioImportance.Speaking, 'f' => AudioImportance.Floor, _ => AudioImportance.Silent },
            one == '.' ? 0 : 30,
            IsHeard: true)).ToArray();
        var heard = Choose(demands, Bitrate.FromKilobits(kilobits), Bitrate.Zero);
        return string.Concat(all.Select((one, index) => heard[index] ? one : '-'));
    }
}
