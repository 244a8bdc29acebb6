using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Allocation;

public sealed class BitrateAllocatorTests
{
    [Theory]
    [InlineData(5000, 720, "2")]
    [InlineData(5000, 360, "1")]
    [InlineData(5000, 330, "1")]
    [InlineData(5000, 180, "0")]
    [InlineData(1199, 720, "1")]
    [InlineData(399, 720, "0")]
    [InlineData(99, 720, "0")]
    [InlineData(50, 720, "0")]
    [InlineData(49, 720, "-")]
    public void One_tile_gets_the_layer_that_fits_it_and_the_path(int budget, int height, string expected) =>
        Assert.Equal(expected, Allocate(budget, 0, Demand(height)));

    [Fact]
    public void Audio_comes_first_even_if_nothing_is_left_for_pictures() =>
        Assert.Equal("-", Allocate(100, 60, Demand(720)));

    [Fact]
    public void Everybody_gets_a_picture_before_anybody_gets_a_better_one() =>
        Assert.Equal("1 0 0", Allocate(700, 0, Demand(720, DemandPriority.Pinned), Demand(720), Demand(720)));

    [Theory]
    [InlineData(DemandPriority.Screen, DemandPriority.Pinned, "2 0")]
    [InlineData(DemandPriority.Pinned, DemandPriority.Speaking, "2 0")]
    [InlineData(DemandPriority.Speaking, DemandPriority.Normal, "2 0")]
    [InlineData(DemandPriority.Normal, DemandPriority.Normal, "1 1")]
    public void What_matters_more_gets_better_first(DemandPriority left, DemandPriority right, string expected) =>
        Assert.Equal(expected, Allocate(1300, 0, Demand(720, left), Demand(720, right)));

    [Fact]
    public void Where_not_all_fit_the_important_and_the_large_are_shown() =>
        Assert.Equal(
            "- 0 0 -",
            Allocate(200, 0, Demand(180), Demand(180, DemandPriority.Screen), Demand(360), Demand(90)));

    [Fact]
    public void A_tile_that_nobody_sees_costs_nothing() =>
        Assert.Equal("- 2", Allocate(1200, 0, Demand(720) with { Viewport = new(1280, 720, false) }, Demand(720)));

    [Theory]
    [InlineData(0, 459, "0")]
    [InlineData(0, 460, "1")]
    [InlineData(1, 400, "1")]
    [InlineData(1, 399, "0")]
    public void To_rise_takes_some_to_spare_and_to_stay_does_not(int current, int budget, string expected) =>
        Assert.Equal(expected, Allocate(budget, 0, Demand(720) with { Current = new((byte)current, 3) }));

    [Theory]
    [InlineData(true, 210, "0 -")]
    [InlineData(true, 215, "0 0")]
    [InlineData(false, 200, "0 0")]
    public void A_tile_that_had_to_go_dark_comes_back_with_some_to_spare(bool wasStarved, int budget, string expected) =>
        Assert.Equal(expected, Allocate(budget, 0, Demand(720), Demand(180) with { WasStarved = wasStarved }));

    [Theory]
    [InlineData(160, "0 0")]
    [InlineData(159, "0 -")]
    public void A_picture_that_is_there_stays_while_the_estimate_may_be_a_little_low(int budget, string expected)
    {
        var shown = Demand(720) with { Current = new(0, 3) };
        Assert.Equal(expected, Allocate(budget, 0, shown, shown));
    }

    [Fact]
    public void What_had_to_get_smaller_again_stays_so_for_now_but_may_have_more_frames()
    {
        var held = Demand(720) with { Current = new(0, 0), HoldsSize = true };
        held = held with { Options = [new(new(0, 0), 180, Bitrate.FromKilobits(40)), .. held.Options] };
        var result = Choose([held], Bitrate.FromKilobits(5000), Bitrate.Zero);

        Assert.Equal(new Layer(0, 3), Assert.Single(result.Layers));
        Assert.Equal("445 kbit/s", result.Wanted.ToString());
    }

    [Theory]
    [InlineData(false, "0 0 0 -")]
    [InlineData(true, "0 - - -")]
    public void Nobody_is_left_dark_because_of_a_guess(bool isProven, string expected)
    {
        var hidden = Demand(720) with { Viewport = new(1280, 720, false) };
        var result = Choose(
            [Demand(720), Demand(360), Demand(180), hidden], Bitrate.FromKilobits(60), Bitrate.Zero, isProven);
        Assert.Equal(expected, string.Join(' ', result.Layers.Select(layer => layer is { } chosen ? $"{chosen.Spatial}" : "-")));
        Assert.True(result.Wanted > Bitrate.FromKilobits(100));
    }

    [Fact]
    public void It_says_which_rate_the_next_better_choice_would_take()
    {
        var result = Choose(
            [Demand(720) with { Current = new(0, 3) }], Bitrate.FromKilobits(200), Bitrate.FromKilobits(30));

        Assert.Equal(Bitrate.FromKilobits(130), result.Used);
        Assert.Equal("490 kbit/s", result.Wanted.ToString());
        Assert.Equal(Bitrate.FromKilobits(1200), Choose(
            [Demand(720)], Bitrate.FromKilobits(2000), Bitrate.Zero).Wanted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void For_any_demands_the_budget_holds_and_what_was_chosen_is_chosen_again(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 1_000; run++)
        {
            var demands = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Any(random)).ToArray();
            var budget = Bitrate.FromKilobits(random.Next(5_000));
            var audio = Bitrate.FromKilobits(random.Next(100));

            var result = Choose(demands, budget, audio);

            var context = $"seed {seed}, run {run}";
            // Half of the most important picture's lowest layer may be missing; nobody has a picture to keep yet.
            var most = demands.Select(demand => demand.Options).Where(options => options.Count > 0)
                .Select(options => options[0].Bitrate.BitsPerSecond).DefaultIfEmpty().Max();
            Assert.True(result.Used <= Bitrate.Max(budget, audio) + new Bitrate(most / 2), context);
            for (var index = 0; index < demands.Length; index++)
            {
                Assert.True(demands[index].Viewport.IsVisible || result.Layers[index] is null, context);
                demands[index] = demands[index] with { Current = result.Layers[index], WasStarved = result.Layers[index] is null };
            }

            var again = Choose(demands, budget, audio);
            Assert.True(again.Used >= result.Used, context);
            var more = Choose(demands, budget + budget + audio, audio);
            Assert.True(more.Used >= result.Used, context);
        }
    }

    private static (Layer?[] Layers, Bitrate Used, Bitrate Wanted) Choose(
        VideoDemand[] demands, Bitrate budget, Bitrate audio, bool isProven = true)
    {
        var layers = new Layer?[demands.Length];
        var rates = BitrateAllocator.Allocate(demands, budget, audio, isProven, layers);
        return (layers, rates.Used, rates.Wanted);
    }

    private static VideoDemand Any(Random random)
    {
        var rate = 0.0;
        var height = 90;
        return Demand(random.Next(50, 2000), (DemandPriority)random.Next(4)) with
        {
            Viewport = new(random.Next(50, 2000), random.Next(50, 2000), random.Next(5) > 0),
            Options = [.. Enumerable.Range(0, random.Next(5)).Select(layer => new LayerOption(
                new((byte)layer, 3), height *= 2, Bitrate.FromKilobits(rate += random.Next(1, 800))))],
        };
    }

    private static VideoDemand Demand(int height, DemandPriority priority = DemandPriority.Normal) => new()
    {
        Viewport = new(height * 16 / 9, height, true),
        Priority = priority,
        Options =
        [
            new(new(0, 3), 180, Bitrate.FromKilobits(100)),
            new(new(1, 3), 360, Bitrate.FromKilobits(400)),
            new(new(2, 3), 720, Bitrate.FromKilobits(1200)),
        ],
    };

    private static string Allocate(int budget, int audio, params VideoDemand[] demands) => string.Join(
        ' ',
        Choose(demands, Bitrate.FromKilobits(budget), Bitrate.FromKilobits(audio))
            .Layers.Select(layer => layer is { } chosen ? $"{chosen.Spatial}" : "-"));
}
