using Plenum.Rtc;

namespace Plenum.Engine.Io;

/// <summary>
/// Pinned memory that a <see cref="UdpIo"/> fills. A message of the kernel may carry several datagrams of one sender
/// (UDP_GRO), so the space of a message is 64 KiB and the datagrams stand in it one behind the other.
/// </summary>
public sealed class ReceiveBatch
{
    internal const int MessageSpace = 65_536 + 192;
    private readonly byte[] _memory;
    private ReceivedDatagram[] _datagrams = new ReceivedDatagram[128];

    /// <summary>Makes an empty batch.</summary>
    /// <param name="messages">Messages taken from the kernel at most in one call; 64 KiB each.</param>
    public ReceiveBatch(int messages = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(messages, 1);
        Messages = messages;
        _memory = GC.AllocateUninitializedArray<byte>(messages * MessageSpace, pinned: true);
    }

    /// <summary>How many datagrams it holds.</summary>
    public int Count { get; private set; }

    internal int Messages { get; }

    /// <summary>The datagram at this place.</summary>
    public ref readonly ReceivedDatagram this[int index] => ref _datagrams[index];

    /// <summary>The bytes of a datagram, to be changed at will.</summary>
    public Span<byte> Bytes(in ReceivedDatagram datagram) => _memory.AsSpan(datagram.Offset, datagram.Length);

    internal void Clear() => Count = 0;

    internal Span<byte> MessageBytes(int message) => _memory.AsSpan(message * MessageSpace, MessageSpace);

    /// <summary>Notes a kernel message: <paramref name="length"/> bytes in datagrams of <paramref name="segment"/>.</summary>
    internal void Add(
        int message, int length, int segment, int socket, TransportAddress remote, Timestamp arrival = default)
    {
        var start = message * MessageSpace;
        for (var offset = 0; offset < length; offset += segment)
        {
            if (Count == _datagrams.Length)
                Array.Resize(ref _datagrams, Count * 2);
            _datagrams[Count++] = new(start + offset, Math.Min(segment, length - offset), socket, remote) { Arrival = arrival };
        }
    }
}
