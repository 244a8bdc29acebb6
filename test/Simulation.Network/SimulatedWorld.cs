using Plenum.Rtc;

namespace Plenum.Simulation;

/// <summary>
/// One thread, one virtual clock, one network: runs endpoints by their deadlines and their datagrams. The clock jumps
/// from event to event, so an hour costs what happens in it.
/// </summary>
public sealed class SimulatedWorld
{
    // More ticks at one instant than any protocol needs: an endpoint that leaves its deadline in the past.
    private const int LivelockLimit = 1000;

    private readonly PriorityQueue<Action, (long At, long Order)> _events = new();
    private readonly List<ISimulatedEndpoint> _endpoints = [];
    private long _order;

    public SimulatedWorld(int seed)
    {
        Random = new SeededRandom((ulong)seed);
        Network = new SimulatedNetwork(this, Random.Fork());
    }

    /// <summary>Starts far from zero, so that an unset timestamp is never "now" by accident.</summary>
    public Timestamp Now { get; private set; } = Timestamp.FromMilliseconds(1_000_000);

    public SeededRandom Random { get; }

    public SimulatedNetwork Network { get; }

    /// <summary>Lets an endpoint be woken by its deadlines; its datagrams need <see cref="SimulatedNetwork.Bind"/>.</summary>
    public void Add(ISimulatedEndpoint endpoint) => _endpoints.Add(endpoint);

    public void Remove(ISimulatedEndpoint endpoint) => _endpoints.Remove(endpoint);

    /// <summary>Runs an action at a point in time (now or later).</summary>
    public void At(Timestamp when, Action action) =>
        _events.Enqueue(action, (Math.Max(when.Microseconds, Now.Microseconds), _order++));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    /// <summary>Runs an action again and again until the world ends.</summary>
    public void Every(TimeSpan interval, Action action) => After(interval, () =>
    {
        action();
        Every(interval, action);
    });

    /// <summary>Runs for a span of virtual time.</summary>
    public void RunFor(TimeSpan span) => RunUntil(() => false, span);

    /// <summary>Runs until the condition holds; false when the span passed before.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        var end = Now + limit;
        var stuck = 0;
        while (!condition())
        {
            var next = NextEvent();
            if (next > end)
            {
                Now = end;
                return false;
            }

            stuck = next > Now ? 0 : stuck + 1;
            Now = next > Now ? next : Now;
            if (!RunOneEvent() && stuck > LivelockLimit)
                throw new InvalidOperationException($"An endpoint asks to be ticked again and again at {Now}.");
        }

        return true;
    }

    private Timestamp NextEvent()
    {
        var next = _events.TryPeek(out _, out var due) ? new Timestamp(due.At) : Timestamp.Never;
        foreach (var endpoint in _endpoints)
            next = Timestamp.Min(next, endpoint.NextDeadline);
        return next;
    }

    /// <summary>Runs a datagram or an action that is due, else ticks every endpoint that is due (and returns false).</summary>
    private bool RunOneEvent()
    {
        if (_events.TryPeek(out var action, out var due) && due.At <= Now.Microseconds)
        {
            _events.Dequeue();
            action();
            return true;
        }

        for (var i = 0; i < _endpoints.Count; i++)
        {
            if (_endpoints[i].NextDeadline <= Now)
                _endpoints[i].Tick(Now);
        }

        return false;
    }
}
