namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What a socket's clock says: ping it, give it up, or nothing yet. Told the time.</summary>
internal struct SocketDeadlines
{
    private const double MissedHeartbeats = 2.5;

    private readonly TimeSpan _heartbeat;
    private readonly TimeSpan _joinTimeout;
    private TimeSpan _nextPing;

    /// <param name="heartbeat">The interval of pings.</param>
    /// <param name="joinTimeout">How long nobody may have joined.</param>
    public SocketDeadlines(TimeSpan heartbeat, TimeSpan joinTimeout)
    {
        _heartbeat = heartbeat;
        _joinTimeout = joinTimeout;
        _nextPing = heartbeat;
    }

    /// <param name="lastHeard">When the last message came.</param>
    /// <param name="joined">Whether somebody has joined.</param>
    public readonly TimeSpan Next(TimeSpan lastHeard, bool joined)
    {
        var next = Min(_nextPing, lastHeard + (_heartbeat * MissedHeartbeats));
        return joined ? next : Min(next, _joinTimeout);
    }

    /// <inheritdoc cref="Next" />
    public SocketDue Tick(TimeSpan now, TimeSpan lastHeard, bool joined)
    {
        if (!joined && now >= _joinTimeout)
            return SocketDue.JoinTimeout;
        if (now - lastHeard >= _heartbeat * MissedHeartbeats)
            return SocketDue.Dead;
        if (now < _nextPing)
            return SocketDue.Nothing;

        _nextPing = now + _heartbeat;
        return SocketDue.Ping;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
