using Plenum.AspNetCore.Hosting;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>The one timer of a socket: pings it, gives it up when it is dead, and cuts it off when it will not close.</summary>
internal sealed class SocketClock : IDisposable
{
    /// <summary>How long the other end may take to answer a close.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private static readonly ServerMessage.Ping Ping = new();

    private readonly SignalingClient _client;
    private readonly Action _abort;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private SocketDeadlines _deadlines;
    private long _lastHeard;
    private bool _joined;
    private volatile bool _closing;

    /// <param name="client">Whom to ping and close.</param>
    /// <param name="abort">Cuts the socket off.</param>
    /// <param name="services">The time and the intervals.</param>
    public SocketClock(SignalingClient client, Action abort, SignalingServices services)
    {
        _client = client;
        _abort = abort;
        _clock = services.Clock;
        _start = _clock.GetTimestamp();
        _deadlines = new SocketDeadlines(services.Options.HeartbeatInterval, services.Options.JoinTimeout);
        _timer = _clock.CreateTimer(
            static state => ((SocketClock)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Since the socket was opened.</summary>
    public TimeSpan Now => _clock.GetElapsedTime(_start);

    public bool IsClosing => _closing;

    public void Start() => Rearm();

    public void Heard() => Volatile.Write(ref _lastHeard, Now.Ticks);

    public void Joined()
    {
        lock (_gate)
            _joined = true;
    }

    /// <summary>The server has decided to close: from now on the timer waits for the other end.</summary>
    public void Closing()
    {
        lock (_gate)
        {
            _closing = true;
            _timer.Change(CloseTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        switch (Due())
        {
            case SocketDue.Ping:
                _client.Send(Ping);
                break;
            case SocketDue.Dead when _closing:
                _abort();
                return;
            case SocketDue.Dead:
                _client.CloseNow(CloseCode.HeartbeatMissed);
                return;
            case SocketDue.JoinTimeout:
                _client.Close(CloseCode.JoinTimeout);
                return;
        }

        Rearm();
    }

    private SocketDue Due()
    {
        lock (_gate)
            return _closing ? SocketDue.Dead : _deadlines.Tick(Now, LastHeard, _joined);
    }

    private void Rearm()
    {
        lock (_gate)
        {
            if (_closing)
                return;

            var wait = _deadlines.Next(LastHeard, _joined) - Now;
            _timer.Change(TimerWait.Of(wait), Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan LastHeard => TimeSpan.FromTicks(Volatile.Read(ref _lastHeard));
}
