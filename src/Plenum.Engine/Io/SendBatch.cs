using Plenum.Rtc;

namespace Plenum.Engine.Io;

/// <summary>
/// Pinned memory into which datagrams are written one behind the other. Those to one destination of one length (the last
/// may be shorter) become one message that the kernel cuts up (UDP_SEGMENT), wherever they stand: what one packet after
/// the other is forwarded to many leaves as one trip through the network stack for each receiver.
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

    /// <summary>The most messages that one system call is given.</summary>
    internal const int MessagesPerCall = 64;

    private const int PiecesPerMessage = 8;

    private readonly byte[] _memory;
    private readonly SendMessage[] _messages;
    private readonly SendPiece[] _pieces;
    private int _pieceCount;
    private int _used;

    /// <summary>Which batch this is since it was made: a place of an earlier one is none. 0 is no batch.</summary>
    private long _number = 1;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="bytes">Room for datagrams, at least 64 KiB.</param>
    /// <param name="messages">Room for messages, at least 1.</param>
    public SendBatch(int bytes = 4 << 20, int messages = 2048)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 65_536);
        ArgumentOutOfRangeException.ThrowIfLessThan(messages, 1);
        _memory = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        _messages = new SendMessage[messages];
        _pieces = new SendPiece[messages * PiecesPerMessage];
    }

    /// <summary>
    /// Whether there is enough for a system call, and what comes next will not lengthen the last message: to wait for more
    /// would only let what was written leave the caches before the kernel copies it.
    /// </summary>
    public bool IsDue(int socket, in TransportAddress remote) =>
        MessageCount >= MessagesPerCall && !IsTo(MessageCount - 1, socket, remote);

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
        MessageCount == _messages.Length || _pieceCount == _pieces.Length || _used + maxLength > _memory.Length
            ? default
            : _memory.AsSpan(_used, maxLength);

    /// <summary>The first <paramref name="length"/> bytes of the reserved space are a datagram to this address.</summary>
    /// <param name="length">1 to what was reserved.</param>
    /// <param name="socket">The index of the sending socket in <see cref="UdpIo.Locals"/>.</param>
    /// <param name="remote">The destination.</param>
    /// <param name="place">What the destination keeps; empty at first.</param>
    public void Commit(int length, int socket, in TransportAddress remote, ref SendPlace place)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (place.Batch != _number || !IsTo(place.Message, socket, remote) || !TryJoin(ref _messages[place.Message], length))
        {
            place = new() { Batch = _number, Message = MessageCount };
            _pieces[_pieceCount] = new(_used, length, -1);
            _messages[MessageCount++] = new(_pieceCount, _pieceCount, length, length, socket, remote);
            _pieceCount++;
        }

        _used += length;
    }

    /// <summary>
    /// Walks the pieces of a message: begin with <see cref="SendMessage.FirstPiece"/>, until the cursor is negative.
    /// </summary>
    internal ReadOnlySpan<byte> NextPiece(ref int cursor)
    {
        var piece = _pieces[cursor];
        cursor = piece.Next;
        return _memory.AsSpan(piece.Offset, piece.Length);
    }

    internal void Clear()
    {
        MessageCount = 0;
        _pieceCount = 0;
        _used = 0;
        _number++;
    }

    private bool IsTo(int message, int socket, in TransportAddress remote)
    {
        ref readonly var sent = ref _messages[message];
        return sent.Socket == socket && sent.Remote == remote;
    }

    private bool TryJoin(ref SendMessage message, int length)
    {
        if (length > message.Segment
            || message.Length % message.Segment != 0
            || message.Length / message.Segment >= MaxSegments
            || message.Length + length > MaxMessageLength)
        {
            return false;
        }

        ref var last = ref _pieces[message.LastPiece];
        var piece = message.LastPiece;
        if (last.Offset + last.Length == _used)
        {
            last = last with { Length = last.Length + length };
        }
        else
        {
            piece = _pieceCount++;
            last = last with { Next = piece };
            _pieces[piece] = new(_used, length, -1);
        }

        message = message with { Length = message.Length + length, LastPiece = piece };
        return true;
    }
}
