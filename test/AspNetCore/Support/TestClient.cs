using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Support;

/// <summary>A client as a stranger would write one: it knows the wire and nothing else.</summary>
internal sealed class TestClient(ClientWebSocket socket) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly byte[] _buffer = new byte[2 * 1024 * 1024];
    private readonly Queue<ServerMessage> _kept = [];
    private long _lastId;

    public ClientWebSocket Socket => socket;

    public string Id { get; private set; } = "";

    public SessionInfo Session { get; private set; } = null!;

    public RoomSnapshot Snapshot { get; private set; } = null!;

    /// <summary>The number of the last event that was received.</summary>
    public long LastSeq { get; private set; }

    public async Task<ServerMessage.Welcome> JoinAsync(string room, string name = "Somebody", params string[] cids)
    {
        var specs = cids.Select(cid => new PublicationSpec { Cid = cid, Source = TrackSource.Camera }).ToArray();
        var reply = await RequestAsync(id => new Request.Join { Id = id, Room = room, Name = name, Publications = specs });
        return Assert.IsType<ServerMessage.Welcome>(reply);
    }

    public Task<ServerMessage> ResumeAsync(string token, long lastSeq) =>
        RequestAsync(id => new Request.Resume { Id = id, Token = token, LastSeq = lastSeq });

    /// <summary>Sends a request and waits for its reply; events on the way are kept.</summary>
    public async Task<ServerMessage> RequestAsync(Func<long, Request> make)
    {
        var request = make(++_lastId);
        await SendAsync(request);
        var passed = new List<ServerMessage>();
        while (true)
        {
            var message = await ReceiveAsync();
            if (Reply.To(message) == request.Id)
            {
                foreach (var kept in passed)
                    _kept.Enqueue(kept);
                return message;
            }

            passed.Add(message);
        }
    }

    public async Task<ErrorCode> ErrorAsync(Func<long, Request> make) =>
        Assert.IsType<ServerMessage.Error>(await RequestAsync(make)).Code;

    public async Task OkAsync(Func<long, Request> make) => Assert.IsType<ServerMessage.Ok>(await RequestAsync(make));

    public Task SendAsync(ClientMessage message) =>
        SendRawAsync(JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Default.ClientMessage));

    public Task SendRawAsync(string text) => SendRawAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendRawAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool end = true)
    {
        using var patience = NewPatience();
        await socket.SendAsync(bytes, type, end, patience.Token);
    }

    /// <summary>The next event of a kind; others are passed over.</summary>
    public async Task<T> EventAsync<T>()
        where T : RoomEvent
    {
        while (true)
        {
            if (await NextAsync() is ServerMessage.Event { Body: T body })
                return body;
        }
    }

    /// <summary>The next message of a kind; others are passed over.</summary>
    public async Task<T> MessageAsync<T>()
        where T : ServerMessage
    {
        while (true)
        {
            if (await NextAsync() is T message)
                return message;
        }
    }

    /// <summary>The code of the close; messages before it are passed over.</summary>
    public async Task<CloseCode> ClosedAsync()
    {
        while (await TryReceiveAsync() is not null)
        {
        }

        return (CloseCode)socket.CloseStatus!;
    }

    public async Task CloseAsync()
    {
        using var patience = NewPatience();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
    }

    public async Task<ServerMessage?> TryReceiveAsync()
    {
        using var patience = NewPatience();
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;

            length += received.Count;
            if (received.EndOfMessage)
                return Note(JsonSerializer.Deserialize(_buffer.AsSpan(0, length), WireJson.Default.ServerMessage)!);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ServerMessage> NextAsync() => _kept.TryDequeue(out var kept) ? kept : await ReceiveAsync();

    private async Task<ServerMessage> ReceiveAsync() =>
        await TryReceiveAsync() ?? throw new InvalidOperationException($"Closed: {socket.CloseStatus} {socket.CloseStatusDescription}");

    private ServerMessage Note(ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.Welcome welcome:
                (Id, Session, Snapshot, LastSeq) = (welcome.Participant, welcome.Session, welcome.Snapshot, welcome.Seq);
                break;
            case ServerMessage.Waiting waiting:
                (Id, Session, LastSeq) = (waiting.Participant, waiting.Session, waiting.Seq);
                break;
            case ServerMessage.Resumed resumed:
                Session = resumed.Session;
                break;
            case ServerMessage.Event e:
                if (LastSeq > 0)
                    Assert.Equal(LastSeq + 1, e.Seq);
                LastSeq = e.Seq;
                break;
        }

        return message;
    }

    private static CancellationTokenSource NewPatience()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return patience;
    }
}
