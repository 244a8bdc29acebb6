using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>
/// What waits to be sent on a socket. Anybody enqueues and nobody waits; one loop sends. It is bounded: a client that
/// reads more slowly than its room talks is cut off before it costs memory, and takes its session up again.
/// </summary>
internal sealed class Outbox(int maxMessages, int maxBytes)
{
    private readonly Channel<Outgoing> _queue =
        Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });

    private int _messages;
    private int _bytes;
    private SocketClose? _close;
    private volatile bool _dropped;

    /// <summary>Enqueues a whole message.</summary>
    /// <returns>False if too much waits already; the message was not taken.</returns>
    public bool TryAdd(byte[] message) => TryAdd(new Outgoing(null, message));

    /// <summary>Enqueues an event whose body is shared with other sockets.</summary>
    /// <inheritdoc cref="TryAdd(byte[])" />
    public bool TryAddEvent(long seq, byte[] body) => TryAdd(new Outgoing(seq, body));

    /// <summary>Closes after what was enqueued before. Only the first close counts.</summary>
    public bool Close(SocketClose close) => Complete(close, drop: false);

    /// <summary>Closes at once; what was enqueued before is not sent.</summary>
    public bool CloseNow(SocketClose close) => Complete(close, drop: true);

    /// <summary>Sends until closed. Ends early where the socket does.</summary>
    public async Task RunAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            while (!_dropped && await _queue.Reader.WaitToReadAsync(cancellationToken))
                await SendQueuedAsync(socket, cancellationToken);

            if (_close is { } close)
                await socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.Reason, cancellationToken);
        }
        catch (Exception exception) when (SocketLoss.Is(exception))
        {
            // The reading side notices too, and ends the session.
        }
    }

    private async ValueTask SendQueuedAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        while (!_dropped && _queue.Reader.TryRead(out var next))
        {
            await SendAsync(socket, next, cancellationToken);
            Interlocked.Decrement(ref _messages);
            Interlocked.Add(ref _bytes, -next.Body.Length);
        }
    }

    private static async ValueTask SendAsync(WebSocket socket, Outgoing next, CancellationToken cancellationToken)
    {
        if (next.Seq is not { } seq)
        {
            await socket.SendAsync(next.Body, WebSocketMessageType.Text, true, cancellationToken);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(next.Body.Length + EventEnvelope.MaxBytes);
        try
        {
            var length = EventEnvelope.Write(seq, next.Body, buffer);
            await socket.SendAsync(buffer.AsMemory(0, length), WebSocketMessageType.Text, true, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool TryAdd(Outgoing outgoing)
    {
        if (Volatile.Read(ref _messages) >= maxMessages || Volatile.Read(ref _bytes) > maxBytes - outgoing.Body.Length)
            return false;

        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _bytes, outgoing.Body.Length);

        // After a close there is nobody to tell; that is not a full queue.
        _queue.Writer.TryWrite(outgoing);
        return true;
    }

    private bool Complete(SocketClose close, bool drop)
    {
        if (Interlocked.CompareExchange(ref _close, close, null) is not null)
            return false;

        _dropped = drop;
        _queue.Writer.TryComplete();
        return true;
    }

    private readonly record struct Outgoing(long? Seq, byte[] Body);
}
