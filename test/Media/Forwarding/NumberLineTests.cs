using Plenum.Media.Forwarding;

namespace Plenum.Media.Tests.Forwarding;

public sealed class NumberLineTests
{
    [Fact]
    public void A_source_starts_where_it_is_told_to_and_goes_on_in_step()
    {
        var line = Started(source: 1000, output: 5);

        Assert.Equal([5, 6, 8], Map(line, 1000, 1001, 1003));
    }

    [Fact]
    public void A_number_left_out_leaves_no_gap()
    {
        var line = Started(source: 0, output: 0);
        Map(line, 0, 1);

        Assert.True(line.TrySkip(2));
        Assert.True(line.TrySkip(3));

        Assert.Equal([2, 3], Map(line, 4, 5));
    }

    [Fact]
    public void A_number_lost_leaves_its_gap_and_fills_it_when_it_comes_late()
    {
        var line = Started(source: 0, output: 0);
        Map(line, 0);
        line.TrySkip(1);
        Map(line, 3);
        line.TrySkip(4);

        Assert.Equal([3], Map(line, 5));
        Assert.Equal([1], Map(line, 2));
    }

    [Fact]
    public void What_was_left_out_stays_out()
    {
        var line = Started(source: 0, output: 0);
        line.TrySkip(0);
        Map(line, 1);

        Assert.False(line.TryMap(0, out _));
        Assert.True(line.TrySkip(0));
    }

    [Fact]
    public void A_gap_that_later_numbers_have_passed_cannot_be_closed()
    {
        var line = Started(source: 0, output: 0);
        Map(line, 0, 2);

        Assert.False(line.TrySkip(1));
        Assert.Equal([1], Map(line, 1));
    }

    [Fact]
    public void Nothing_before_the_restart_has_a_place()
    {
        var line = Started(source: 100, output: 0);

        Assert.False(line.TryMap(99, out _));
        Assert.True(line.TrySkip(99));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Over_any_run_the_line_has_no_repeat_and_gaps_only_for_what_was_lost(int seed)
    {
        var random = new Random(seed);
        var line = new NumberLine();
        var next = 0L;
        var mapped = new HashSet<long>();
        var lost = 0;
        for (var source = 0; source < 20; source++)
        {
            var start = random.NextInt64(1_000_000);
            line.Restart(start, next);
            for (var number = start; number < start + 3_000; number++)
            {
                switch (random.Next(10))
                {
                    case 0:
                        lost++;
                        Assert.True(line.TryMap(number, out next));
                        break;
                    case <= 4:
                        Assert.True(line.TrySkip(number));
                        continue;
                    default:
                        Assert.True(line.TryMap(number, out next));
                        Assert.True(mapped.Add(next));
                        break;
                }

                next++;
            }
        }

        Assert.Equal(next, mapped.Count + lost);
        Assert.Equal(next - 1, mapped.Max());
    }

    private static NumberLine Started(long source, long output)
    {
        var line = new NumberLine();
        line.Restart(source, output);
        return line;
    }

    private static List<long> Map(NumberLine line, params long[] sources) =>
        [.. sources.Select(source =>
        {
            Assert.True(line.TryMap(source, out var output));
            return output;
        })];
}
