using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Reads whole messages off a socket, holding no more of one than the limit, however long its sender goes on.</summary>
internal sealed class MessageReader(WebSocket socket, int limit) : IDisposable
{
    private const int FirstBuffer = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, limit));

    /// <summary>The next message; its bytes hold until the next call. Waits for each, so what holds the wait is used again.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<IncomingMessage> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            // One byte above the limit is enough to know that a message is above it.
            var free = Math.Min(_buffer.Length, limit + 1) - length;
            var received = await socket.ReceiveAsync(_buffer.AsMemory(length, free), cancellationToken);
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
                return IncomingMessage.Close;
            if (length > limit)
                return IncomingMessage.TooLarge;
            if (received.EndOfMessage)
                return new IncomingMessage(Kind(received.MessageType), _buffer.AsMemory(0, length));
            if (length == _buffer.Length)
                Grow();
        }
    }

    /// <summary>Reads on without looking, until the other end closes.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while ((await socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
        {
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static IncomingKind Kind(WebSocketMessageType type) =>
        type == WebSocketMessageType.Text ? IncomingKind.Text : IncomingKind.Binary;

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(_buffer.Length * 2, limit + 1));
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
