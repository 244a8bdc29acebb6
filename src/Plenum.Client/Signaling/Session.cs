using System.Net.WebSockets;
using Plenum.Protocol;

namespace Plenum.Client.Signaling;

/// <summary>
/// A participant's session over all of its sockets: joins, numbers events, comes back after a loss with the newest
/// token, and joins anew when the server has forgotten it.
/// </summary>
internal sealed class Session(PlenumClientOptions options, ISessionOwner owner) : IAsyncDisposable
{
    private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SignalingSocket? _socket;
    private string? _participant;
    private string? _resumeToken;
    private string _epoch = "";
    private long _lastSequence;
    private volatile bool _isLeaving;

    /// <summary>Joins, and waits in the waiting room if there is one.</summary>
    /// <param name="offer">A connection to the SFU.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer to the offer, if the server needs the connection already.</returns>
    /// <exception cref="PlenumClientException">The server refuses or cannot be reached.</exception>
    public async Task<MediaAnswer?> EnterAsync(MediaOffer? offer, CancellationToken cancellationToken)
    {
        var socket = await TryOpenAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new PlenumClientException($"The server cannot be reached at {options.Signaling}.");
        var reply = await socket.RequestAsync(id => Join(id, offer), cancellationToken).ConfigureAwait(false);
        switch (reply)
        {
            case ServerMessage.Welcome welcome:
                return welcome.Answer;
            case ServerMessage.Waiting:
                await WaitForAdmissionAsync(socket, cancellationToken).ConfigureAwait(false);
                return null;
            case ServerMessage.Error error:
                throw new PlenumClientException(error);
            default:
                throw new PlenumClientException($"The server replied to a join with {reply.GetType().Name}.");
        }
    }

    /// <summary>Keeps the session alive until it is over.</summary>
    public async Task<ClientEnd> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var code = await _socket!.Ended.ConfigureAwait(false);
            if (EndOfClose(code) is { } end)
                return end;
            owner.SetState(ClientState.Resuming);
            if (await ComeBackAsync(cancellationToken).ConfigureAwait(false) is { } refused)
                return refused;
            owner.SetState(ClientState.Online);
        }
    }

    /// <summary>Asks the server for something.</summary>
    /// <exception cref="PlenumClientException">It refused, or the socket is lost.</exception>
    public async Task<ServerMessage> RequestAsync(Func<long, Request> make, CancellationToken cancellationToken)
    {
        var socket = _socket ?? throw new PlenumClientException("There is no socket to the server.");
        var reply = await socket.RequestAsync(make, cancellationToken).ConfigureAwait(false);
        return reply is ServerMessage.Error error ? throw new PlenumClientException(error) : reply;
    }

    /// <summary>Leaves for good. Where the server cannot be told, it finds out by itself.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        _isLeaving = true;
        try
        {
            await RequestAsync(id => new Request.Leave { Id = id }, cancellationToken).ConfigureAwait(false);
        }
        catch (PlenumClientException)
        {
            // The session is over at this end, and ends at the other with its grace.
        }

        _socket?.Abort();
    }

    /// <summary>Loses the socket, as a network would.</summary>
    public void DropSocket() => _socket?.Abort();

    public async ValueTask DisposeAsync()
    {
        if (_socket is { } socket)
            await socket.DisposeAsync().ConfigureAwait(false);
    }

    private Request.Join Join(long id, MediaOffer? offer) => new()
    {
        Id = id,
        Room = options.Room,
        Token = options.Token,
        Name = options.Name,
        Metadata = options.Metadata,
        Publications = owner.Publications,
        Offer = offer,
        Reach = Reach.Forward,
    };

    private Request.Resume Resume(long id, string token) => new()
    {
        Id = id,
        Token = token,
        LastSeq = _lastSequence,
        Publications = owner.Publications,
    };

    private async Task<SignalingSocket?> TryOpenAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.ConnectTimeout);
        try
        {
            return _socket = await SignalingSocket.OpenAsync(options.Signaling, Handle, Skip, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception unreachable) when (
            unreachable is WebSocketException or HttpRequestException or IOException
            || (unreachable is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task WaitForAdmissionAsync(SignalingSocket socket, CancellationToken cancellationToken)
    {
        var first = await Task.WhenAny(_admitted.Task, socket.Ended).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (first != _admitted.Task)
            throw new PlenumClientException(EndOfClose(await socket.Ended.ConfigureAwait(false))?.Message ?? "The socket was lost in the waiting room.");
    }

    private ClientEnd? EndOfClose(CloseCode? code) => code switch
    {
        _ when _isLeaving => new(ClientEndReason.Left, "Left."),
        CloseCode.Left => new(ClientEndReason.Left, "Left."),
        CloseCode.Replaced => new(ClientEndReason.Replaced, "The session was taken up elsewhere."),
        CloseCode.Removed => new(ClientEndReason.Removed, "A host put this participant out."),
        CloseCode.Denied => new(ClientEndReason.Removed, "A host turned this participant away."),
        CloseCode.RoomEnded => new(ClientEndReason.RoomEnded, "The call was ended for everybody."),
        _ => null,
    };

    /// <summary>Tries until the server lets it in, or for good does not; then says why.</summary>
    private async Task<ClientEnd?> ComeBackAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        for (var wait = backoff.Next(Random.Shared.NextDouble()); ; wait = backoff.Next(Random.Shared.NextDouble()))
        {
            await Task.Delay(wait, options.Clock, cancellationToken).ConfigureAwait(false);
            if (_isLeaving)
                return EndOfClose(null);
            await DisposeAsync().ConfigureAwait(false);
            if (await TryOpenAsync(cancellationToken).ConfigureAwait(false) is not { } socket)
                continue;
            var reply = await TryEnterAgainAsync(socket, cancellationToken).ConfigureAwait(false);
            if (reply is not (null or ServerMessage.Error))
                return null;
            if (reply is ServerMessage.Error error && EndOfRefusal(error) is { } end)
                return end;
        }
    }

    /// <summary>Resumes, and joins anew where the session is not known any more; null if the socket was lost again.</summary>
    private async Task<ServerMessage?> TryEnterAgainAsync(SignalingSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            if (_resumeToken is { } token)
            {
                var reply = await socket.RequestAsync(id => Resume(id, token), cancellationToken).ConfigureAwait(false);
                if (reply is not ServerMessage.Error { Code: ErrorCode.SessionNotFound })
                    return reply;
                _resumeToken = null;
            }

            return await socket.RequestAsync(id => Join(id, null), cancellationToken).ConfigureAwait(false);
        }
        catch (PlenumClientException)
        {
            return null;
        }
    }

    private static ClientEnd? EndOfRefusal(ServerMessage.Error error) => error.Code switch
    {
        ErrorCode.Unavailable or ErrorCode.RateLimited or ErrorCode.Internal or ErrorCode.TooManyRooms => null,
        ErrorCode.RoomEnded => new(ClientEndReason.RoomEnded, error.Message) { Code = error.Code },
        ErrorCode.Banned or ErrorCode.Denied => new(ClientEndReason.Removed, error.Message) { Code = error.Code },
        _ => new(ClientEndReason.Refused, error.Message) { Code = error.Code },
    };

    private void Handle(ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.Welcome welcome:
                Take(welcome.Session, welcome.Seq);
                Enter(welcome.Participant, welcome.Session.Epoch, welcome.Snapshot);
                break;
            case ServerMessage.Waiting waiting:
                Take(waiting.Session, waiting.Seq);
                (_participant, _epoch) = (waiting.Participant, waiting.Session.Epoch);
                break;
            case ServerMessage.Resumed resumed:
                Take(resumed.Session, _lastSequence);
                break;
            case ServerMessage.Event happened:
                Take(happened);
                break;
            case ServerMessage.Slots or ServerMessage.ConnectionLost or ServerMessage.Speaker:
                owner.Handle(message);
                break;
        }
    }

    private void Take(SessionInfo session, long sequence)
    {
        (_resumeToken, _lastSequence) = (session.ResumeToken, sequence);
        if (_socket is { } socket)
            socket.Patience = TimeSpan.FromMilliseconds(session.HeartbeatMs * 2.5);
    }

    private void Enter(string participant, string epoch, RoomSnapshot snapshot)
    {
        var isNew = _epoch != epoch || _participant != participant;
        (_participant, _epoch) = (participant, epoch);
        owner.Enter(participant, snapshot, isNew);
    }

    private void Take(ServerMessage.Event happened)
    {
        if (!TryCount(happened.Seq))
            return;
        switch (happened.Body)
        {
            case RoomEvent.SessionRenewed renewed:
                _resumeToken = renewed.ResumeToken;
                break;
            case RoomEvent.Admitted admitted:
                owner.Enter(_participant!, admitted.Snapshot, isNew: true);
                _admitted.TrySetResult();
                break;
            default:
                owner.Handle(happened.Body);
                break;
        }
    }

    private void Skip(long sequence) => TryCount(sequence);

    /// <summary>False when events are missing: then the socket is dropped, and the resume brings them.</summary>
    private bool TryCount(long sequence)
    {
        if (sequence != _lastSequence + 1)
        {
            _socket?.Abort();
            return false;
        }

        _lastSequence = sequence;
        return true;
    }
}
