using Plenum.Engine.Sfu.Forwarding;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Congestion;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Tests.Sfu;

/// <summary>What receivers are given that tell of their path by REMB, by reported losses, or not at all.</summary>
public sealed class PathBudgetTests
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    private readonly PathBudget _budget = new(isEstimated: false, new CongestionOptions());
    private Timestamp _now = Timestamp.FromMilliseconds(10_000);
    private PathReport _report = new() { Rates = Rates(1000, 1000) };

    [Fact]
    public void Who_tells_nothing_gets_ten_megabits_and_keeps_them()
    {
        Pass(60);

        Assert.Equal(10_000, Kilobits);
        Assert.False(_budget.IsProven);
    }

    [Fact]
    public void A_path_that_loses_what_is_too_much_is_followed_within_five_seconds_and_left_again()
    {
        var path = new Path(this) { Capacity = 500 };
        path.Pass(5);
        Assert.InRange(Kilobits, 450, 650);
        Assert.Equal(400, path.Used);
        Assert.True(_budget.IsProven);

        path.Capacity = 5000;
        path.Pass(40);
        Assert.Equal(1200, path.Used);
        Assert.True(Kilobits >= 1200);
    }

    [Fact]
    public void A_report_counts_once()
    {
        Pass(2);
        Report(100, 30);
        Pass(1);
        var after = Kilobits;
        Assert.InRange(after, 100, 8600);
        Pass(20);

        Assert.Equal(after, Kilobits);
    }

    [Fact]
    public void A_stream_with_a_handful_of_packets_says_nothing()
    {
        Pass(2);
        Report(10, 5);
        Pass(3);
        Assert.Equal(10_000, Kilobits);

        // With what the others had it is one packet in a hundred.
        Report(490, 0);
        Pass(3);
        Assert.Equal(10_000, Kilobits);
    }

    [Fact]
    public void No_more_than_half_is_taken_off_in_a_second()
    {
        Pass(2);
        _report = _report with { Rates = Rates(100, 100) };
        Report(100, 100);
        Pass(0.1);
        Report(100, 100);
        Pass(0.5);

        Assert.Equal(5000, Kilobits);
    }

    [Fact]
    public void Nothing_is_tried_that_nobody_wants()
    {
        var path = new Path(this) { Capacity = 1000 };
        path.Pass(15);
        path.Capacity = 100_000;
        path.Pass(300);

        Assert.InRange(Kilobits, 1200, 2000);
    }

    [Theory]
    [InlineData(0.01, 1000)]
    [InlineData(0.05, 1000)]
    public void Loss_of_a_few_in_a_hundred_takes_nothing_away(double lost, int used)
    {
        for (var second = 0; second < 30; second++)
        {
            Report(1000, (int)(1000 * lost));
            _report = _report with { Rates = Rates(used, used) };
            Pass(1);
        }

        Assert.True(Kilobits >= 10_000, $"{Kilobits}");
    }

    [Fact]
    public void What_a_receiver_states_is_never_exceeded_and_proves_nothing_until_it_falls()
    {
        State(800);
        Pass(3);
        Assert.Equal((800, false), (Kilobits, _budget.IsProven));

        State(600);
        Pass(0.1);
        Assert.Equal((600, true), (Kilobits, _budget.IsProven));

        State(1300);
        Pass(0.1);
        Assert.Equal((1300, false), (Kilobits, _budget.IsProven));
    }

    [Fact]
    public void What_it_loses_counts_beside_what_it_states()
    {
        State(5000);
        Pass(2);
        Report(100, 80);
        Pass(1.5);
        Report(100, 80);
        Pass(0.1);

        Assert.Equal(2500, Kilobits);
    }

    /// <summary>As libwebrtc's and aiortc's receivers do it: no more than half as much again as what arrives.</summary>
    [Fact]
    public void A_receiver_whose_estimate_grows_only_with_what_arrives_gets_to_the_best_layer()
    {
        var path = new Path(this) { Capacity = 5000, States = true };
        path.Pass(60);
        Assert.Equal(1200, path.Used);
        Assert.Equal(0, _budget.Padding.BitsPerSecond);

        path.Capacity = 600;
        path.Pass(10);
        Assert.Equal(400, path.Used);
        path.Pass(60);
        Assert.InRange(path.LostLately, 0, 0.05);

        path.Capacity = 5000;
        path.Pass(90);
        Assert.Equal(1200, path.Used);
    }

    [Fact]
    public void After_a_limit_nothing_is_padded_for_ten_seconds()
    {
        _report = _report with { Rates = Rates(100, 500) };
        State(300);
        Pass(2);
        Assert.InRange(_budget.Padding.BitsPerSecond, 160_000, 180_000);

        State(200);
        Pass(9);
        Assert.Equal(0, _budget.Padding.BitsPerSecond);
        Pass(2);
        Assert.InRange(_budget.Padding.BitsPerSecond, 70_000, 90_000);
    }

    private static SubscriberRates Rates(double used, double wanted) =>
        new(Bitrate.FromKilobits(used), Bitrate.FromKilobits(wanted));

    private int Kilobits => (int)(_budget.Current.BitsPerSecond / 1000);

    private void Report(int expected, int lost) =>
        _report = _report with { Reported = _report.Reported + new ReportedPackets(expected, lost) };

    private void State(double kilobits) => _report = _report with { Stated = Bitrate.FromKilobits(kilobits) };

    private void Pass(double seconds)
    {
        for (var step = 0; step < seconds * 10; step++)
        {
            _budget.Update(_report, _now);
            _now += Tenth;
        }
    }

    /// <summary>A path of so many kilobits, a camera with layers of 100, 400 and 1200, and a receiver that reports.</summary>
    private sealed class Path(PathBudgetTests test)
    {
        private static readonly int[] Layers = [100, 400, 1200];
        private int _layer;
        private double _stated = 200;
        private double _average = 100;

        public double Capacity { get; set; }

        /// <summary>Whether the receiver states what it can receive.</summary>
        public bool States { get; init; }

        public int Used => Layers[_layer];

        public double LostLately { get; private set; }

        public void Pass(double seconds)
        {
            for (var step = 0; step < seconds * 10; step++)
                Step();
        }

        private void Step()
        {
            test._report = test._report with { Rates = Rates(Used, _layer == 2 ? Used : Layers[_layer + 1] * 1.15) };
            test.Pass(0.1);
            var sent = Used + (test._budget.Padding.BitsPerSecond / 1000.0);
            var arrived = Math.Min(sent, Capacity);
            LostLately = 1 - (arrived / sent);
            test.Report((int)sent, (int)(sent - arrived));
            if (States)
                Estimate(sent, arrived);
            Choose();
        }

        private void Choose()
        {
            while (_layer > 0 && Layers[_layer] > test.Kilobits)
                _layer--;
            if (_layer < 2 && Layers[_layer + 1] * 1.15 <= test.Kilobits)
                _layer++;
        }

        private void Estimate(double sent, double arrived)
        {
            _average += (arrived - _average) * 0.2;
            if (sent > arrived)
                _stated = arrived * 0.85;
            else if (_stated < (_average * 1.5) + 10)
                _stated = Math.Min(_stated * Math.Pow(1.08, 0.1), (_average * 1.5) + 10);
            test.State(_stated);
        }
    }
}
