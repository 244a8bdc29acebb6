using System.Collections.Concurrent;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>
/// An HTTP session as its room sees it. It asks and is answered; of what happens in the room it only minds the end, for
/// it has no way to tell its client anything.
/// </summary>
/// <param name="connection">Its number.</param>
internal sealed class HttpSessionClient(ConnectionId connection) : IRoomClient
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<HttpSessionReply>> _asked = new();
    private long _lastRequest;
    private Action<bool>? _ended;
    private Action? _connected;
    private int _hasEnded;

    public ConnectionId Connection => connection;

    /// <summary>Set once, before the room hears of the client.</summary>
    /// <param name="connected">Called when media can flow, at least once.</param>
    /// <param name="ended">
    /// Called once, when the session is over; true: the participant is still in the room and has to leave it.
    /// </param>
    public void Watch(Action connected, Action<bool> ended) => (_connected, _ended) = (connected, ended);

    /// <summary>Asks the room and waits for the answer.</summary>
    /// <returns>The answer; null if the room is over.</returns>
    public async Task<HttpSessionReply?> AskAsync(RoomHost room, RoomCommand? command, MediaRequest? media)
    {
        var request = Interlocked.Increment(ref _lastRequest);
        var answered = new TaskCompletionSource<HttpSessionReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[request] = answered;

        // Not cancelled with the HTTP request: what was posted is done, and whoever asked has to know.
        if (!await room.PostAsync(new RoomMail(command, this, request) { Media = media }, CancellationToken.None))
            return null;

        try
        {
            return await answered.Task;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            _asked.TryRemove(request, out _);
        }
    }

    public void Reply(long request, RoomReply reply, OfferResult? offer)
    {
        if (_asked.TryRemove(request, out var answered))
            answered.TrySetResult(new HttpSessionReply(reply, offer));
    }

    public void Bounce(long request)
    {
        if (_asked.TryRemove(request, out var answered))
            answered.TrySetCanceled();
    }

    public void Deliver(long seq, byte[] body)
    {
    }

    public void Tell(MediaNotice notice)
    {
        if (notice is MediaNotice.Connected)
            _connected?.Invoke();
        else if (notice is MediaNotice.Closed)
            End(isInRoom: true);
    }

    public void Close(CloseReason reason) => End(isInRoom: false);

    public void Fail()
    {
        End(isInRoom: false);
        foreach (var request in _asked.Keys)
            Bounce(request);
    }

    private void End(bool isInRoom)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
            _ended?.Invoke(isInRoom);
    }
}
