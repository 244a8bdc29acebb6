using Plenum.LoadTest.Figures;

namespace Plenum.LoadTest.Tests.Figures;

public sealed class HistogramTests
{
    [Fact]
    public void An_empty_one_has_no_percentiles()
    {
        Assert.Null(new Histogram().Percentile(0.5));
        Assert.Null(Distribution.Of(new()).Max);
    }

    [Fact]
    public void Percentiles_are_those_of_the_sorted_times_to_within_two_percent()
    {
        var random = new Random(7);
        var times = Enumerable.Range(0, 50_000).Select(_ => (long)Math.Exp(random.NextDouble() * 18)).ToArray();
        var histogram = new Histogram();
        foreach (var time in times)
            histogram.Add(time);
        Array.Sort(times);

        foreach (var share in new[] { 0.001, 0.5, 0.95, 0.99, 0.999, 1 })
        {
            var exact = times[(int)Math.Ceiling(share * times.Length) - 1];
            Assert.InRange(histogram.Percentile(share)!.Value, exact, (exact * 1.02) + 1);
        }

        Assert.Equal(times[^1], histogram.Maximum);
    }

    [Fact]
    public void Two_added_are_as_one()
    {
        var (one, other, both) = (new Histogram(), new Histogram(), new Histogram());
        for (var time = 0; time < 1000; time++)
        {
            (time % 3 == 0 ? one : other).Add(time * time);
            both.Add(time * time);
        }

        one.Add(other);
        Assert.Equal(Distribution.Of(both), Distribution.Of(one));
    }

    [Fact]
    public void A_time_before_its_beginning_is_none()
    {
        var histogram = new Histogram();
        histogram.Add(-5);
        Assert.Equal(0, histogram.Percentile(1));
    }

    [Fact]
    public void Times_are_told_in_milliseconds()
    {
        var histogram = new Histogram();
        histogram.Add(1500);
        Assert.Equal(1.5, Distribution.Of(histogram).P99);
    }
}
