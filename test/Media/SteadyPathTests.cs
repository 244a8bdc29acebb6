using Plenum.Simulation;

namespace Plenum.Media.Tests;

/// <summary>
/// What a viewer sees for minutes whose path has one width, while the estimate of it breathes. Where not even the least of all
/// pictures fits (some 50 kbit/s here), they come and go more often: one that stayed dark for some seconds for that reason
/// would stand still for as long when the path was only believed to be so narrow.
/// </summary>
public sealed class SteadyPathTests
{
    private const double Noise = 0.15;
    private static readonly int[] Lengths = [300, 1100, 3300];

    private readonly CameraWall _wall = new(Lengths.Length, (encoding, isKey, _) => Lengths[encoding] * (isKey ? 4 : 1));
    private readonly SeededRandom _random = new(1);

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(800)]
    [InlineData(1600)]
    public void A_picture_changes_its_size_a_few_times_a_minute_at_most(int budget)
    {
        Play(5, 100_000);
        Play(20, budget);
        var before = _wall.Changes();
        Play(60, budget);

        Assert.InRange((double)(_wall.Changes() - before) / CameraWall.Cameras, 0, 6);
    }

    private void Play(int seconds, int budget) =>
        _wall.Play(seconds, () => budget * (1 + (Noise * ((_random.NextDouble() * 2) - 1))));
}
