namespace Plenum.Simulation.Tests.Sfu;

/// <summary>
/// Whole calls in virtual time, from join to media: clients join, publish, watch one another, change their tiles, add
/// sections, restart ICE and leave at random, over links with and without loss. What must hold is looked at ten times a
/// second, and at the end everybody sees what was chosen for them.
/// </summary>
public sealed class SfuSimulation
{
    private static readonly LinkProfile Clean = LinkProfile.RoundTrip(40);

    private static readonly LinkProfile Lossy = Clean with
    {
        Loss = 0.03,
        Jitter = TimeSpan.FromMilliseconds(5),
        Reorder = 0.01,
        Duplicate = 0.005,
    };

    [Fact]
    public void Small_calls_without_loss_are_perfect() => Seeds.Run(90, seed =>
    {
        using var run = new SimulatedRun(seed, Clean, clients: 4, slots: 2);
        run.Play(TimeSpan.FromSeconds(3));
        run.Settle(TimeSpan.FromSeconds(2));
        run.CheckNothingWasLost();
    });

    [Fact]
    public void Small_calls_under_loss_recover() => Seeds.Run(104, seed =>
    {
        using var run = new SimulatedRun(1000 + seed, Lossy, clients: 4, slots: 2);
        run.Play(TimeSpan.FromSeconds(3));
        run.Settle(TimeSpan.FromSeconds(4));
    });

    [Fact]
    public void Calls_of_fifty_hold() => Seeds.Run(6, seed =>
    {
        using var run = new SimulatedRun(2000 + seed, seed % 2 == 0 ? Clean : Lossy, clients: 50, slots: 3);
        run.Play(TimeSpan.FromSeconds(2));
        run.Settle(TimeSpan.FromSeconds(4));
    });

    [Fact]
    public void Calls_over_several_shards_without_loss_are_perfect() => Seeds.Run(40, seed =>
    {
        using var run = new SimulatedRun(3000 + seed, Clean, clients: 6, slots: 2, shards: 2 + (seed % 2), perShard: 2);
        run.Play(TimeSpan.FromSeconds(3));
        run.Settle(TimeSpan.FromSeconds(2));
        run.CheckNothingWasLost();
    });

    [Fact]
    public void Calls_over_several_shards_under_loss_recover() => Seeds.Run(40, seed =>
    {
        using var run = new SimulatedRun(4000 + seed, Lossy, clients: 6, slots: 2, shards: 2 + (seed % 2), perShard: 2);
        run.Play(TimeSpan.FromSeconds(3));
        run.Settle(TimeSpan.FromSeconds(4));
    });
}
