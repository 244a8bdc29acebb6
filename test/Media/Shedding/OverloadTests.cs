using Plenum.Media.Shedding;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Shedding;

public sealed class OverloadTests
{
    private Overload _state = Overload.None;
    private Timestamp _now = Timestamp.FromMilliseconds(1000);

    [Fact]
    public void A_shard_with_room_leaves_nothing_out_and_takes_everybody()
    {
        Run(600, 0.89);
        Assert.Equal((0, false), (_state.Level.Step, _state.RefusesJoins));
    }

    [Fact]
    public void Nobody_new_is_taken_before_anything_is_left_out()
    {
        Run(30, 0.93);
        Assert.Equal((0, true), (_state.Level.Step, _state.RefusesJoins));
    }

    [Fact]
    public void A_single_busy_moment_changes_nothing()
    {
        Run(1.5, 1);
        Run(0.5, 0.3);
        Run(1.5, 1);
        Assert.Equal((0, false), (_state.Level.Step, _state.RefusesJoins));
    }

    [Fact]
    public void One_step_a_second_until_nobody_has_a_picture_and_no_further()
    {
        var steps = new List<int>();
        for (var second = 0; second < 15; second++)
        {
            Run(1, 1);
            steps.Add(_state.Level.Step);
        }

        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 1));
        Assert.Equal(ShedLevel.Most, steps[^1]);
    }

    [Fact]
    public void Datagrams_that_were_lost_count_as_too_much_to_do_whatever_the_clock_says()
    {
        for (var sample = 0; sample < 10; sample++)
            Sample(new(0.5, 10));
        Assert.True(_state.Level.Step > 0);
    }

    [Fact]
    public void It_recovers_by_itself_step_by_step_and_takes_people_again_at_the_end()
    {
        Run(4, 1);
        var shed = _state.Level.Step;
        Run(4, 0.3);
        Assert.Equal((shed, true), (_state.Level.Step, _state.RefusesJoins));
        Run(60, 0.3);
        Assert.Equal((0, false), (_state.Level.Step, _state.RefusesJoins));
    }

    [Fact]
    public void Between_calm_and_too_much_nothing_moves()
    {
        Run(4, 1);
        var shed = _state.Level.Step;
        Run(600, 0.85);
        Assert.Equal(shed, _state.Level.Step);
    }

    /// <summary>
    /// Half as much again as the shard can do, for five minutes, in a room without layers: what is left out relieves it.
    /// </summary>
    [Theory]
    [InlineData(1.5)]
    [InlineData(1.2)]
    [InlineData(4)]
    public void A_load_beyond_what_there_is_settles_and_does_not_swing(double demand)
    {
        var changes = new List<Timestamp>();
        var end = _now + TimeSpan.FromMinutes(5);
        while (_now < end)
        {
            var before = _state.Level;
            // Sound is a twentieth of the work, and stays.
            var share = _state.Level.KeepPictures(1000) / 1000.0;
            Sample(new(Math.Min(1, demand * (0.05 + (0.95 * share))), 0));
            if (_state.Level != before)
                changes.Add(_now);
        }

        var settled = _now - TimeSpan.FromMinutes(2);
        Assert.InRange(changes.Count(at => at > settled), 0, 6);
        Assert.InRange(demand * (0.05 + (0.95 * _state.Level.KeepPictures(1000) / 1000.0)), 0, 0.97);
        Run(300, 0.2);
        Assert.Equal((0, false), (_state.Level.Step, _state.RefusesJoins));
    }

    private void Run(double seconds, double busy)
    {
        for (var sample = 0; sample < seconds * 2; sample++)
            Sample(new(busy, 0));
    }

    private void Sample(LoadSample sample)
    {
        _now += Overload.Interval;
        _state = _state.Next(sample, _now);
    }
}
