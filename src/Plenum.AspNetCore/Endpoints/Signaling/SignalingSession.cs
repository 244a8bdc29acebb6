using System.Diagnostics;
using System.Net.WebSockets;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.AspNetCore.Telemetry;
using Plenum.Protocol;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>
/// One socket from its first message to its last: reads, checks the form of what it reads, and passes it on to the
/// room. The room decides everything else.
/// </summary>
internal sealed class SignalingSession : IDisposable
{
    private const int MaxEntranceAttempts = 3;

    private readonly WebSocket _socket;
    private readonly SignalingServices _services;
    private readonly ConnectionLease _lease;
    private readonly Outbox _outbox;
    private readonly SignalingClient _client;
    private readonly SocketClock _clock;
    private readonly MessageReader _reader;
    private readonly FloodGuard _flood;
    private RoomHost? _room;
    private ParticipantId _participant;
    private long _lastId;
    private int _malformed;
    private long? _handling;

    public SignalingSession(WebSocket socket, ConnectionId connection, ConnectionLease lease, SignalingServices services)
    {
        var options = services.Options;
        _socket = socket;
        _services = services;
        _lease = lease;
        _outbox = new Outbox(options.MaxQueuedMessages, options.MaxQueuedBytes);
        _client = new SignalingClient(connection, _outbox, services.Sessions, services.Metrics);
        _clock = new SocketClock(_client, socket.Abort, services);
        _reader = new MessageReader(socket, options.MaxMessageBytes);
        _flood = new FloodGuard(options);
        _client.Closing = OnClosing;
        _client.Joined = OnJoined;
    }

    /// <summary>Runs until the socket is closed.</summary>
    public async Task RunAsync(CancellationToken aborted)
    {
        _clock.Start();
        var sending = _outbox.RunAsync(_socket, aborted);
        try
        {
            await ReceiveAsync(aborted);
        }
        catch (Exception exception) when (SocketLoss.Is(exception))
        {
            SignalingLog.Lost(_services.Logger, _client.Connection.Value);
        }
#pragma warning disable CA1031 // The one catch of this owner: the socket ends, and nothing else.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SignalingLog.BrokeDown(_services.Logger, exception, _client.Connection.Value);
            _services.Metrics.SocketBrokeDown();
            _client.SendError(_handling, new RequestError(ErrorCode.Internal, "This is a bug of the server; it is logged."));
            _client.Fail();
        }

        if (_room is not null)
        {
            await _room.PostAsync(
                new RoomMail(new RoomCommand.Detach(_participant, _client.Connection), null, 0), CancellationToken.None);
        }

        _outbox.Close(SocketClose.Normal);
        await sending;
    }

    /// <summary>The server stops.</summary>
    public void Stop() => _client.Close(CloseCode.ServerStopping);

    public void Dispose()
    {
        _clock.Dispose();
        _reader.Dispose();
    }

    private async Task ReceiveAsync(CancellationToken aborted)
    {
        while (await _reader.ReadAsync(aborted) is { Kind: not IncomingKind.Close } incoming)
        {
            if (_clock.IsClosing)
            {
                await _reader.DrainAsync(aborted);
                return;
            }

            _clock.Heard();
            await HandleAsync(incoming, aborted);
        }
    }

    private async ValueTask HandleAsync(IncomingMessage incoming, CancellationToken aborted)
    {
        if (incoming.Kind == IncomingKind.TooLarge)
        {
            _client.SendError(null, new RequestError(
                ErrorCode.TooLarge, $"Messages may have {_services.Options.MaxMessageBytes} bytes."));
            _client.Close(CloseCode.TooLarge);
            return;
        }

        var parsed = incoming.Kind == IncomingKind.Text ? MessageParser.Parse(incoming.Bytes) : ParsedMessage.Binary;
        _services.Metrics.MessageReceived(parsed.Type);
        if (!Allows(parsed.Id) || parsed.Message is Pong)
            return;

        if (parsed.Message is Request request)
            await HandleAsync(request, incoming.Bytes.Length, aborted);
        else
            Reject(parsed);
    }

    /// <summary>Whether the message is within the rate; if not, that is said, and in the end the socket closed.</summary>
    private bool Allows(long? id)
    {
        switch (_flood.Check(_clock.Now, out var retryAfter))
        {
            case FloodVerdict.Pass:
                return true;
            case FloodVerdict.Warn:
                _client.SendError(id, new RequestError(ErrorCode.RateLimited, "Too many messages.", retryAfter));
                return false;
            default:
                _client.Close(CloseCode.RateLimited);
                return false;
        }
    }

    private void Reject(ParsedMessage parsed)
    {
        _client.SendError(parsed.Id, parsed.Error!);
        if (parsed.Error!.Code != ErrorCode.InvalidArgument && ++_malformed > _services.Options.MaxMalformedMessages)
            _client.Close(CloseCode.ProtocolError);
    }

    private async ValueTask HandleAsync(Request request, int bytes, CancellationToken aborted)
    {
        _handling = request.Id;
        if (request.Id <= _lastId)
        {
            _client.SendError(request.Id, new RequestError(
                ErrorCode.DuplicateId, $"id: use one above {_lastId}, the last of this socket."));
            return;
        }

        _lastId = request.Id;
        using var activity = PlenumTelemetry.Activities.StartActivity(request.GetType().Name, ActivityKind.Server);
        if (request is Request.Join or Request.Resume)
            await EnterAsync(request, aborted);
        else if (_room is null)
            _client.SendError(request.Id, new RequestError(ErrorCode.InvalidState, "Join or resume first."));
        else if (request is Request.RefreshIceServers)
            _client.Send(new ServerMessage.IceServers { Re = request.Id, Servers = _services.Ice.For(_participant.Value) });
        else
            await PostAsync(_room, request, bytes, aborted);
    }

    private async ValueTask PostAsync(RoomHost room, Request request, int bytes, CancellationToken aborted)
    {
        MediaRequest? media = null;
        RoomCommand? command = null;
        var error = Excess(request, bytes) ?? (MediaMapper.Takes(request)
            ? MediaMapper.Map(request, _participant, out media)
            : RequestMapper.Map(request, _participant, bytes, out command));
        var mail = new RoomMail(command, _client, request.Id) { Media = media };
        if (error is null && !await room.PostAsync(mail, aborted))
            error = new RequestError(ErrorCode.RoomEnded, "The call is over.");
        if (error is not null)
            _client.SendError(request.Id, error);
    }

    /// <summary>What costs others more than most messages do has limits of its own.</summary>
    private RequestError? Excess(Request request, int bytes) => request switch
    {
        Request.Signal when bytes > _services.Options.MaxSignalBytes => new RequestError(
            ErrorCode.InvalidArgument, $"data: signals may have {_services.Options.MaxSignalBytes} bytes."),
        Request.Negotiate when !_flood.AllowsOffer(_clock.Now, out var retryAfter) => new RequestError(
            ErrorCode.RateLimited, "Too many offers.", retryAfter),
        _ => null,
    };

    /// <summary>Nothing more is read until the room has answered, so that what follows finds its place.</summary>
    private async ValueTask EnterAsync(Request request, CancellationToken aborted)
    {
        if (_room is not null)
        {
            _client.SendError(request.Id, new RequestError(ErrorCode.InvalidState, "This socket has joined already."));
            return;
        }

        for (var attempt = 0; attempt < MaxEntranceAttempts; attempt++)
        {
            var way = request is Request.Join join
                ? await _services.Entry.ByJoinAsync(join, _client.Connection, aborted)
                : await _services.Entry.ByResumeAsync((Request.Resume)request, _client.Connection, aborted);
            MediaRequest? offer = null;
            if ((way.Error ?? MediaMapper.EntryOffer(request, way.Command!.Actor, out offer)) is { } error)
            {
                _client.SendError(request.Id, error);
                return;
            }

            // Before the answer: a socket that is lost meanwhile may have entered, and has to be detached.
            (_room, _participant) = (way.Room, way.Command!.Actor);
            var mail = new RoomMail(way.Command, _client, request.Id) { Media = offer };
            var result = await _client.EnterAsync(way.Room!, mail, aborted);
            if (result == EntranceResult.Inside)
                return;

            _room = null;
            if (result == EntranceResult.Refused)
                return;
        }

        _client.SendError(request.Id, new RequestError(
            ErrorCode.Unavailable, "The room is closing.", TimeSpan.FromSeconds(1)));
    }

    private void OnJoined()
    {
        _lease.Joined();
        _clock.Joined();
    }

    private void OnClosing(SocketClose close)
    {
        SignalingLog.Closed(_services.Logger, _client.Connection.Value, close.Code, close.Reason);
        _services.Metrics.SocketClosed(close.Code);
        _clock.Closing();
    }
}
