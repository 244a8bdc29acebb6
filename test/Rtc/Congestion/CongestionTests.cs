using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Congestion;

/// <summary>The quality bars of the estimator, on a simulated bottleneck of 2 Mbit/s and a round trip of 50 ms.</summary>
public sealed class CongestionTests(ITestOutputHelper output)
{
    private static readonly Bitrate Rate = Bitrate.FromKilobits(2000);

    [Fact]
    public void A_cold_start_reaches_ninety_percent_within_three_seconds() => Seeds.Run(6, seed =>
    {
        var bottleneck = new Bottleneck(seed, Rate);
        var (sender, receiver) = bottleneck.AddFlow();

        var estimated = bottleneck.TimeUntil(() => sender.Estimator.TargetBitrate >= Rate * 0.9, 10);
        bottleneck.Run(3 - Math.Min(3, estimated));
        var before = receiver.ReceivedBytes;
        bottleneck.Run(2);
        var carried = (receiver.ReceivedBytes - before) * 8 / 2.0 / Rate.BitsPerSecond;

        output.WriteLine($"seed {seed}: 90 % after {estimated:F2} s, carried in seconds 3 to 5: {carried:P0}");
        Assert.InRange(estimated, 0, 3);
        Assert.True(carried > 0.75);
    });

    [Fact]
    public void The_standing_queue_stays_under_fifty_milliseconds() => Seeds.Run(6, seed =>
    {
        var bottleneck = new Bottleneck(seed, Rate);
        var (_, receiver) = bottleneck.AddFlow();
        bottleneck.Run(5);

        var before = receiver.ReceivedBytes;
        var (mean, high) = bottleneck.QueueOver(60);
        var carried = (receiver.ReceivedBytes - before) * 8 / 60.0 / Rate.BitsPerSecond;

        output.WriteLine($"seed {seed}: queue mean {mean:F1} ms, 95 % under {high:F1} ms, used {carried:P0}");
        Assert.InRange(mean, 0, 50);
        Assert.InRange(high, 0, 50);
        Assert.True(carried > 0.75);
    });

    [Fact]
    public void A_drop_is_followed_within_a_second_and_a_rise_within_ten() => Seeds.Run(6, seed =>
    {
        var bottleneck = new Bottleneck(seed, Rate);
        var (sender, _) = bottleneck.AddFlow();
        bottleneck.Run(20);

        bottleneck.SetRate(Bitrate.FromKilobits(500));
        var down = bottleneck.TimeUntil(() => sender.Estimator.TargetBitrate <= Bitrate.FromKilobits(500), 10);
        bottleneck.Run(3);
        var (mean, high) = bottleneck.QueueOver(10);
        bottleneck.SetRate(Rate);
        var up = bottleneck.TimeUntil(() => sender.Estimator.TargetBitrate >= Rate * 0.9, 60);

        output.WriteLine($"seed {seed}: down in {down:F2} s, queue then {mean:F1} ms mean, {high:F1} ms; up in {up:F2} s");
        Assert.InRange(down, 0, 1);
        Assert.InRange(mean, 0, 60);
        Assert.InRange(up, 0, 10);
    });

    [Fact]
    public void Two_flows_share_fairly() => Seeds.Run(6, seed =>
    {
        var bottleneck = new Bottleneck(seed, Rate);
        var (_, first) = bottleneck.AddFlow();
        bottleneck.Run(10);
        var (_, second) = bottleneck.AddFlow();
        bottleneck.Run(30);

        var (one, two) = (first.ReceivedBytes, second.ReceivedBytes);
        var (mean, high) = bottleneck.QueueOver(60);
        (one, two) = (first.ReceivedBytes - one, second.ReceivedBytes - two);
        var share = (double)one / (one + two);

        output.WriteLine($"seed {seed}: share {share:P0}, used {(one + two) * 8 / 60.0 / Rate.BitsPerSecond:P0}, queue {mean:F1} / {high:F1} ms");
        Assert.InRange(share, 0.4, 0.6);
    });

    [Fact]
    public void Five_percent_of_random_loss_do_not_halve_the_rate() => Seeds.Run(6, seed =>
    {
        var bottleneck = new Bottleneck(seed, Rate, loss: 0.05);
        var (sender, receiver) = bottleneck.AddFlow();
        var reached = bottleneck.TimeUntil(() => sender.Estimator.TargetBitrate >= Rate * 0.8, 20);
        bottleneck.Run(5);
        var before = receiver.ReceivedBytes;
        var lowest = Rate * 10;
        for (var i = 0; i < 600; i++)
        {
            bottleneck.Run(0.1);
            lowest = Bitrate.Min(lowest, sender.Estimator.TargetBitrate);
        }
        var carried = (receiver.ReceivedBytes - before) * 8 / 60.0 / Rate.BitsPerSecond;

        output.WriteLine($"seed {seed}: 80 % after {reached:F2} s, carried {carried:P0}, lowest estimate {lowest}");
        Assert.True(carried > 0.7);
        Assert.True(lowest > Rate * 0.5);
    });

    [Fact]
    public void Loss_by_a_short_queue_is_followed() => Seeds.Run(6, seed =>
    {
        var bottleneck = new Bottleneck(seed, Rate, queue: 30);
        var (_, receiver) = bottleneck.AddFlow();
        bottleneck.Run(10);
        var (offered, overflowed, before) = (bottleneck.Up.Offered, bottleneck.Up.Overflowed, receiver.ReceivedBytes);
        bottleneck.Run(60);
        var loss = (double)(bottleneck.Up.Overflowed - overflowed) / (bottleneck.Up.Offered - offered);
        var carried = (receiver.ReceivedBytes - before) * 8 / 60.0 / Rate.BitsPerSecond;

        output.WriteLine($"seed {seed}: lost {loss:P1}, carried {carried:P0}");
        Assert.InRange(loss, 0, 0.05);
        Assert.True(carried > 0.6);
    });

    [Fact]
    public void An_application_that_sends_little_neither_inflates_nor_collapses_the_estimate() => Seeds.Run(6, seed =>
    {
        var bottleneck = new Bottleneck(seed, Rate, jitter: 5);
        var (sender, _) = bottleneck.AddFlow();
        bottleneck.Run(10);
        var full = sender.Estimator.TargetBitrate;
        sender.ApplicationLimit = Bitrate.FromKilobits(300);
        var (lowest, highest) = (full, full);
        for (var i = 0; i < 600; i++)
        {
            bottleneck.Run(0.1);
            lowest = Bitrate.Min(lowest, sender.Estimator.TargetBitrate);
            highest = Bitrate.Max(highest, sender.Estimator.TargetBitrate);
        }

        output.WriteLine($"seed {seed}: {full} before, then {lowest} to {highest}");
        Assert.True(highest <= Rate * 1.1);
        Assert.True(lowest >= Rate * 0.5);
    });
}
