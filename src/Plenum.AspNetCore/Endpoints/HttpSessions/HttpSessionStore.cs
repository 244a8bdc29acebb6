using System.Collections.Concurrent;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>The sessions of one endpoint by the part of the URL that nobody guesses. Bounded by the limiter that lets them in.</summary>
/// <param name="count">Told of each that comes and goes.</param>
internal sealed class HttpSessionStore(Action<int> count)
{
    private readonly ConcurrentDictionary<(RoomName Room, string Id), HttpSession> _sessions = new();

    public HttpSession? Find(RoomName room, string id) => _sessions.GetValueOrDefault((room, id));

    /// <summary>Keeps a session until it is over.</summary>
    public void Add(RoomName room, HttpSession session)
    {
        _sessions[(room, session.Id)] = session;
        count(1);
        session.Forgotten = session.Over.ContinueWith(
            _ =>
            {
                _sessions.TryRemove((room, session.Id), out var _);
                count(-1);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
