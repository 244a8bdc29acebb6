using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.AspNetCore.Telemetry;
using Plenum.Media.Shedding;
using Plenum.Protocol;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>The sending half of a socket, as its room and its reading half see it: everything becomes JSON and waits its turn.</summary>
internal sealed class SignalingClient(
    ConnectionId connection,
    Outbox outbox,
    SessionInfoSource sessions,
    PlenumMetrics metrics) : IRoomClient
{
    private volatile Entrance? _entrance;

    public ConnectionId Connection => connection;

    /// <summary>Told once, when the server decides to close the socket.</summary>
    public Action<SocketClose>? Closing { get; set; }

    /// <summary>Told when a room has let the participant in, before the client is.</summary>
    public Action? Joined { get; set; }

    /// <summary>Posts what enters a room and waits for its answer, which is sent on the way.</summary>
    public async Task<EntranceResult> EnterAsync(RoomHost room, RoomMail mail, CancellationToken cancellationToken)
    {
        var entrance = new Entrance(room);
        _entrance = entrance;
        if (!await room.PostAsync(mail, cancellationToken))
            return EntranceResult.RoomOver;

        return await entrance.Result.Task.WaitAsync(cancellationToken);
    }

    public void Reply(long request, RoomReply reply, OfferResult? offer)
    {
        switch (reply)
        {
            case RoomReply.Done when offer is OfferResult.Refused refusal:
                SendError(request, MediaMapper.Error(refusal));
                break;
            case RoomReply.Done when MediaMapper.Answer(offer) is { } answer:
                Send(new ServerMessage.Negotiated { Re = request, Answer = answer });
                break;
            case RoomReply.Done:
                Send(new ServerMessage.Ok { Re = request });
                break;
            case RoomReply.Refused refused:
                SendError(request, new RequestError(
                    WireEnums.ToWire(refused.Error.Code),
                    refused.Error.Message,
                    refused.Error.Code == RoomErrorCode.Overloaded ? Overload.RetryAfter : null));
                _entrance?.Result.TrySetResult(EntranceResult.Refused);
                break;
            default:
                Joined?.Invoke();
                Send(Entered(request, reply, MediaMapper.Answer(offer)));
                _entrance!.Result.TrySetResult(EntranceResult.Inside);
                break;
        }
    }

    public void Bounce(long request)
    {
        if (_entrance?.Result.TrySetResult(EntranceResult.RoomOver) != true)
            SendError(request, new RequestError(ErrorCode.RoomEnded, "The call is over."));
    }

    public void Deliver(long seq, byte[] body)
    {
        if (!outbox.TryAddEvent(seq, body))
            CloseNow(CloseCode.SlowConsumer);
    }

    public void Tell(MediaNotice notice)
    {
        if (MediaMapper.Message(notice) is { } message)
            Send(message);
    }

    public void Send(ServerMessage message)
    {
        if (!outbox.TryAdd(WireWriter.Write(message)))
            CloseNow(CloseCode.SlowConsumer);
    }

    public void SendError(long? request, RequestError error)
    {
        metrics.ErrorSent(error.Code);
        Send(new ServerMessage.Error
        {
            Re = request,
            Code = error.Code,
            Message = error.Message,
            RetryAfterMs = error.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalMilliseconds) : null,
        });
    }

    public void Close(CloseReason reason) => Close(WireEnums.ToWire(reason));

    public void Close(CloseCode code) => Close(SocketClose.For(code));

    public void Close(SocketClose close)
    {
        if (outbox.Close(close))
            Closing?.Invoke(close);
    }

    public void CloseNow(CloseCode code)
    {
        var close = SocketClose.For(code);
        if (outbox.CloseNow(close))
            Closing?.Invoke(close);
    }

    public void Fail() => Close(SocketClose.Broken);

    private ServerMessage Entered(long request, RoomReply reply, MediaAnswer? answer) => reply switch
    {
        RoomReply.Welcome welcome => new ServerMessage.Welcome
        {
            Re = request,
            Participant = welcome.Session.Participant.Value,
            Seq = welcome.Seq,
            Session = Session(welcome.Session),
            Snapshot = WireState.From(welcome.Snapshot),
            Answer = answer,
        },
        RoomReply.Waiting waiting => new ServerMessage.Waiting
        {
            Re = request,
            Participant = waiting.Session.Participant.Value,
            Seq = waiting.Seq,
            Session = Session(waiting.Session),
        },
        RoomReply.Resumed resumed => new ServerMessage.Resumed
        {
            Re = request,
            Session = Session(resumed.Session),
            Answer = answer,
        },
        _ => throw new NotSupportedException($"{reply.GetType().Name} has no wire form."),
    };

    private SessionInfo Session(SessionClaims claims) => sessions.For(_entrance!.Room, claims);

    private sealed class Entrance(RoomHost room)
    {
        public RoomHost Room => room;

        /// <summary>The room's owner answers; it must not be made to run what follows.</summary>
        public TaskCompletionSource<EntranceResult> Result { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
