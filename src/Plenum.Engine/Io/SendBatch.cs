using Plenum.Rtc;

namespace Plenum.Engine.Io;

/// <summary>
/// Pinned memory into which datagrams are written one behind the other. Neighbours to one destination of one length
/// (the last may be shorter) become one message that the kernel cuts up (UDP_SEGMENT): a video frame to a receiver is
/// one trip through the network stack. Write what one receiver is owed in one go.
/// </summary>
public sealed class SendBatch
{
    /// <summary>
    /// The most datagrams that every kernel cuts from one message: UDP_MAX_SEGMENTS was 64 before Linux 6.7 and is 128
    /// since; a video frame rarely has more.
    /// </summary>
    internal const int MaxSegments = 64;

    /// <summary>The most bytes of one message: 65,535 less the IPv4 and UDP headers.</summary>
    internal const int MaxMessageLength = 65_507;

    private readonly byte[] _memory;
    private readonly SendMessage[] _messages;
    private int _used;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="bytes">Room for datagrams, at least 64 KiB.</param>
    /// <param name="messages">Room for messages, at least 1.</param>
    public SendBatch(int bytes = 1 << 20, int messages = 512)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 65_536);
        ArgumentOutOfRangeException.ThrowIfLessThan(messages, 1);
        _memory = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        _messages = new SendMessage[messages];
    }

    /// <summary>Whether there is nothing to send.</summary>
    public bool IsEmpty => MessageCount == 0;

    internal int MessageCount { get; private set; }

    internal ReadOnlySpan<SendMessage> Messages => _messages.AsSpan(0, MessageCount);

    /// <summary>
    /// Space for one more datagram; empty when the batch is full and must be sent first. Without
    /// <see cref="Commit"/> nothing has happened.
    /// </summary>
    /// <param name="maxLength">The most bytes that will be committed.</param>
    public Span<byte> Reserve(int maxLength) =>
        MessageCount == _messages.Length || _used + maxLength > _memory.Length
            ? default
            : _memory.AsSpan(_used, maxLength);

    /// <summary>The first <paramref name="length"/> bytes of the reserved space are a datagram to this address.</summary>
    /// <param name="length">1 to what was reserved.</param>
    /// <param name="socket">The index of the sending socket in <see cref="UdpIo.Locals"/>.</param>
    /// <param name="remote">The destination.</param>
    public void Commit(int length, int socket, in TransportAddress remote)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (MessageCount > 0 && TryJoin(ref _messages[MessageCount - 1], length, socket, remote))
        {
            _used += length;
            return;
        }

        _messages[MessageCount++] = new(_used, length, length, socket, remote);
        _used += length;
    }

    internal ReadOnlySpan<byte> Bytes(in SendMessage message) => _memory.AsSpan(message.Offset, message.Length);

    internal void Clear()
    {
        MessageCount = 0;
        _used = 0;
    }

    private static bool TryJoin(ref SendMessage last, int length, int socket, in TransportAddress remote)
    {
        var joins = length <= last.Segment
            && last.Length % last.Segment == 0
            && last.Length / last.Segment < MaxSegments
            && last.Length + length <= MaxMessageLength
            && last.Socket == socket
            && last.Remote == remote;
        if (joins)
            last = last with { Length = last.Length + length };
        return joins;
    }
}
