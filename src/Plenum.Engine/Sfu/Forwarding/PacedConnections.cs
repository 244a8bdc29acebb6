using Plenum.Rtc;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>The connections of a shard whose packets are spread over time, and when the next of them may leave.</summary>
internal sealed class PacedConnections
{
    private readonly Deadlines _deadlines = new();
    private readonly List<SfuConnection?> _byHandle = [];

    public Timestamp NextDeadline => _deadlines.Next;

    /// <summary>Notes when a connection's next packet may leave.</summary>
    public void Note(SfuConnection connection)
    {
        var handle = connection.Peer.Handle;
        while (_byHandle.Count <= handle)
            _byHandle.Add(null);
        _byHandle[handle] = connection.Pacing is null ? null : connection;
        _deadlines.Set(handle, connection.Pacing?.NextDeadline ?? Timestamp.Never);
    }

    public void Tick(Timestamp now, SfuCore core)
    {
        while (_deadlines.TryTakeDue(now, out var handle))
        {
            if (_byHandle[handle] is not { Pacing: { } pacing } connection)
                continue;
            try
            {
                pacing.Release(now);
                Note(connection);
            }
            catch (Exception bug)
            {
                core.Fail(connection, bug);
            }
        }
    }
}
