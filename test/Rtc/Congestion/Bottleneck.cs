using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Congestion;

/// <summary>One or more senders over one shared link, with what an observer at the link can measure.</summary>
internal sealed class Bottleneck
{
    private static readonly TimeSpan Sampling = TimeSpan.FromMilliseconds(5);

    private readonly Link _up;
    private readonly List<double> _queue = [];
    private int _hosts;

    public Bottleneck(int seed, Bitrate rate, double roundTrip = 50, double loss = 0, double jitter = 0, double queue = 300)
    {
        World = new SimulatedWorld(seed);
        _up = World.Network.CreateLink(new LinkProfile
        {
            Latency = TimeSpan.FromMilliseconds(roundTrip / 2),
            Jitter = TimeSpan.FromMilliseconds(jitter),
            Loss = loss,
            Rate = rate,
            Queue = TimeSpan.FromMilliseconds(queue),
        });
        World.Network.DefaultProfile = LinkProfile.RoundTrip(roundTrip);
        World.Every(Sampling, () => _queue.Add(_up.QueueDelay(World.Now).TotalMilliseconds));
    }

    public SimulatedWorld World { get; }

    public Link Up => _up;

    public (SimulatedSender Sender, SimulatedReceiver Receiver) AddFlow()
    {
        var from = Address(++_hosts);
        var to = Address(100 + _hosts);
        World.Network.Route(from, to, _up);
        return (new SimulatedSender(World, from, to), new SimulatedReceiver(World, to, from));
    }

    public void SetRate(Bitrate rate) => _up.Profile = _up.Profile with { Rate = rate };

    public void Run(double seconds) => World.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>Runs until the condition holds; the seconds it took, or the limit.</summary>
    public double TimeUntil(Func<bool> condition, double limit)
    {
        var start = World.Now;
        World.RunUntil(condition, TimeSpan.FromSeconds(limit));
        return (World.Now - start).TotalSeconds;
    }

    /// <summary>The queue's delay over a span: mean, and what it stays under for 95 % of the time.</summary>
    public (double Mean, double High) QueueOver(double seconds)
    {
        _queue.Clear();
        Run(seconds);
        _queue.Sort();
        return (_queue.Average(), _queue[_queue.Count * 95 / 100]);
    }

    private static TransportAddress Address(int host) =>
        TransportAddress.FromIPv4(0x0a000000 + (uint)host, 5000);
}
