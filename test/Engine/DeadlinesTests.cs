using Plenum.Rtc;

namespace Plenum.Engine.Tests;

public sealed class DeadlinesTests
{
    [Fact]
    public void The_earliest_comes_first_and_only_when_it_is_due()
    {
        var deadlines = new Deadlines();
        deadlines.Set(1, new(300));
        deadlines.Set(2, new(100));
        deadlines.Set(3, new(200));

        Assert.Equal(new Timestamp(100), deadlines.Next);
        Assert.False(deadlines.TryTakeDue(new(99), out _));
        Assert.Equal([2, 3], TakeAll(deadlines, new(200)));
        Assert.Equal(new Timestamp(300), deadlines.Next);
    }

    [Fact]
    public void A_deadline_is_moved_and_taken_away_in_place()
    {
        var deadlines = new Deadlines();
        deadlines.Set(1, new(100));
        deadlines.Set(2, new(200));
        deadlines.Set(1, new(300));
        deadlines.Set(2, Timestamp.Never);
        deadlines.Set(7, Timestamp.Never);

        Assert.Equal(1, deadlines.Count);
        Assert.Equal(new Timestamp(300), deadlines.Next);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_agrees_with_a_sorted_list_over_any_sequence(int seed)
    {
        var random = new Random(seed);
        var deadlines = new Deadlines();
        var model = new Dictionary<int, long>();
        for (var step = 0; step < 5_000; step++)
        {
            var handle = random.Next(200);
            var at = random.Next(10) == 0 ? Timestamp.Never : new Timestamp(random.Next(1_000));
            deadlines.Set(handle, at);
            if (at == Timestamp.Never)
                model.Remove(handle);
            else
                model[handle] = at.Microseconds;
            if (random.Next(20) == 0)
                TakeDueFromBoth(deadlines, model, random.Next(200));
            Assert.Equal(model.Count, deadlines.Count);
            Assert.Equal(model.Count == 0 ? long.MaxValue : model.Values.Min(), deadlines.Next.Microseconds);
        }
    }

    private static void TakeDueFromBoth(Deadlines deadlines, Dictionary<int, long> model, long now)
    {
        var taken = TakeAll(deadlines, new(now));
        Assert.Equal(model.Where(entry => entry.Value <= now).Select(entry => entry.Key).Order(), taken.Order());
        Assert.Equal(taken.Select(handle => model[handle]).Order(), taken.Select(handle => model[handle]));
        foreach (var handle in taken)
            model.Remove(handle);
    }

    private static List<int> TakeAll(Deadlines deadlines, Timestamp now)
    {
        var taken = new List<int>();
        while (deadlines.TryTakeDue(now, out var handle))
            taken.Add(handle);
        return taken;
    }
}
