using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Plenum.Protocol;

namespace Plenum.Client.Signaling;

/// <summary>
/// One socket to the server: requests with their replies, and all else to a handler, in the order of arrival and one at
/// a time. A server that falls silent is dropped.
/// </summary>
internal sealed class SignalingSocket : IAsyncDisposable
{
    /// <summary>A snapshot of a room of thousands is far smaller.</summary>
    private const int LongestMessage = 32 << 20;

    private const int FirstBuffer = 4096;

    private static readonly Pong Pong = new();

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<ServerMessage>> _pending = new();
    private readonly Action<ServerMessage> _handle;
    private readonly Action<long> _skip;
    private readonly CancellationTokenSource _patience = new();
    private byte[] _received = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private long _lastId;
    private bool _isOver;

    private SignalingSocket(Action<ServerMessage> handle, Action<long> skip) => (_handle, _skip) = (handle, skip);

    /// <summary>Which messages are not read at all; null to read each.</summary>
    private WireFilter? Ignores { get; init; }

    /// <summary>How long the server may be silent.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Ends, never faulted, when the socket is gone: with the server's close code, if it said one.</summary>
    public Task<CloseCode?> Ended { get; private set; } = null!;

    /// <summary>Opens a socket.</summary>
    /// <param name="uri">The endpoint.</param>
    /// <param name="handle">Handles each message before the next is read, a reply before its request is told.</param>
    /// <param name="skip">Is told the number of an event that this client does not know.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WebSocketException">The server cannot be reached, or does not serve.</exception>
    public static Task<SignalingSocket> OpenAsync(
        Uri uri, Action<ServerMessage> handle, Action<long> skip, CancellationToken cancellationToken) =>
        OpenAsync(uri, null, handle, skip, null, cancellationToken);

    /// <summary>The same over connections that are made otherwise, without what is of no interest.</summary>
    public static async Task<SignalingSocket> OpenAsync(
        Uri uri, HttpMessageInvoker? invoker, Action<ServerMessage> handle, Action<long> skip, WireFilter? ignores, CancellationToken cancellationToken)
    {
        var opened = new SignalingSocket(handle, skip) { Ignores = ignores };
        try
        {
            await opened._socket.ConnectAsync(uri, invoker, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            opened.Release();
            throw;
        }

        opened.Ended = Task.Run(opened.ReadAllAsync, CancellationToken.None);
        return opened;
    }

    /// <summary>Sends a request and waits for its reply.</summary>
    /// <exception cref="PlenumClientException">The socket is lost: whether the request was carried out is not known.</exception>
    public async Task<ServerMessage> RequestAsync(Func<long, Request> make, CancellationToken cancellationToken)
    {
        var reply = new TaskCompletionSource<ServerMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        long id;
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Ids grow in the order of sending.
            id = ++_lastId;
            _pending[id] = reply;
            if (Volatile.Read(ref _isOver))
                FailPending();
            await SendAsync(make(id)).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }

        try
        {
            return await reply.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <summary>Drops the socket without a word.</summary>
    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await Ended.ConfigureAwait(false);
        Release();
    }

    private void Release()
    {
        _socket.Dispose();
        _patience.Dispose();
    }

    private async Task SendAsync(ClientMessage message)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, CompactWireJson.Instance.ClientMessage);
        try
        {
            // Not cancelled with the request: half a message would end the socket for all.
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is WebSocketException or ObjectDisposedException or InvalidOperationException
            or OperationCanceledException or IOException)
        {
            throw new PlenumClientException("The socket to the server is lost.", lost);
        }
    }

    private async Task<CloseCode?> ReadAllAsync()
    {
        try
        {
            while (await ReceiveAsync().ConfigureAwait(false) is { } bytes)
                await HandleAsync(bytes).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException
            or PlenumClientException or IOException)
        {
            // Lost: what the server closed with, if anything, is in the socket.
        }
        finally
        {
            _socket.Abort();
            ArrayPool<byte>.Shared.Return(_received);
            Volatile.Write(ref _isOver, true);
            FailPending();
        }

        return _socket.CloseStatus is { } status ? (CloseCode)status : null;
    }

    private async ValueTask HandleAsync(ReadOnlyMemory<byte> bytes)
    {
        if (Ignores?.Invoke(bytes.Span) == true)
            return;
        if (!WireReader.TryRead(bytes.Span, out var message, out var unknown))
        {
            if (unknown is { } sequence)
                _skip(sequence);
            return;
        }

        if (message is ServerMessage.Ping)
        {
            await AnswerPingAsync().ConfigureAwait(false);
            return;
        }

        _handle(message!);
        if (Reply.To(message!) is { } id && _pending.TryGetValue(id, out var reply))
            reply.TrySetResult(message!);
    }

    private async Task AnswerPingAsync()
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await SendAsync(Pong).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message; its bytes hold until the next call. Null at the server's close, and for one that is too long.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        _patience.CancelAfter(Patience);
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_received.AsMemory(length), _patience.Token).ConfigureAwait(false);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                return await AnswerCloseAsync().ConfigureAwait(false);
            if (length > LongestMessage)
                return null;
            if (part.EndOfMessage)
                return _received.AsMemory(0, length);
            if (length == _received.Length)
                Grow();
        }
    }

    /// <summary>A close is answered (RFC 6455, section 7.1.2), or the server has to take the socket for lost.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> AnswerCloseAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _patience.Token).ConfigureAwait(false);
        return null;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_received.Length * 2);
        _received.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_received);
        _received = larger;
    }

    private void FailPending()
    {
        foreach (var waiting in _pending.Values)
            waiting.TrySetException(new PlenumClientException("The socket was lost before the server replied."));
    }
}
