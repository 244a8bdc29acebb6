using System.Runtime.InteropServices;
using Plenum.Engine.Shards;
using Plenum.Rtc;

namespace Plenum.Engine.Io.Linux;

/// <summary>recvmmsg into a <see cref="ReceiveBatch"/>, with the control messages that come along.</summary>
internal sealed unsafe class BatchReceiver : IDisposable
{
    private const int MaxMessages = 64;

    /// <summary>Nothing waits as long as this in a socket that is read: the wall clock was set meanwhile.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Room for the segment size (UDP_GRO), the overflow count (SO_RXQ_OVFL), and what some sockets add.</summary>
    private const int ControlSpace = 128;

    private readonly UdpIoCounters _counters;
    private readonly Libc.MultiMessage* _messages;
    private readonly Libc.IoVector* _vectors;
    private readonly byte* _names;
    private readonly byte* _controls;
    private readonly Dictionary<uint, int>? _socketByDestination;
    private uint[] _overflows = [];
    private DateTime _wallNow;
    private Timestamp _now;

    /// <summary>Makes one for sockets of one owner.</summary>
    /// <param name="counters">What it did.</param>
    /// <param name="socketByDestination">
    /// Where many addresses share a socket (IP_PKTINFO): the index of each, by the address as the kernel writes it.
    /// </param>
    public BatchReceiver(UdpIoCounters counters, Dictionary<uint, int>? socketByDestination = null)
    {
        _counters = counters;
        _socketByDestination = socketByDestination;
        _messages = (Libc.MultiMessage*)NativeMemory.AllocZeroed(MaxMessages, (nuint)sizeof(Libc.MultiMessage));
        _vectors = (Libc.IoVector*)NativeMemory.AllocZeroed(MaxMessages, (nuint)sizeof(Libc.IoVector));
        _names = (byte*)NativeMemory.AllocZeroed(MaxMessages, SocketAddressBytes.MaxLength);
        _controls = (byte*)NativeMemory.AllocZeroed(MaxMessages, ControlSpace);
    }

    /// <summary>A socket is new: the kernel's count of what it threw away begins at 0.</summary>
    public void Open(int socket)
    {
        if (_overflows.Length <= socket)
            Array.Resize(ref _overflows, socket + 1);
        _overflows[socket] = 0;
    }

    /// <summary>Takes what waits, into the batch's message spaces from <paramref name="firstMessage"/> on.</summary>
    /// <returns>How many message spaces were used.</returns>
    public int Receive(int descriptor, int socket, ReceiveBatch batch, int firstMessage, int maxMessages)
    {
        var wanted = Math.Min(maxMessages, MaxMessages);
        for (var index = 0; index < wanted; index++)
            Prepare(index, batch.MessageBytes(firstMessage + index));
        var received = Libc.ReceiveMessages(descriptor, _messages, (uint)wanted, Libc.MsgDontWait, 0);
        // Nothing there, or an ICMP error of a datagram sent before: neither is worth a word.
        if (received <= 0)
            return 0;
        _counters.ReceiveCalls++;
        (_wallNow, _now) = _socketByDestination is null ? default : (DateTime.UtcNow, ShardClock.Now);
        for (var index = 0; index < received; index++)
            Take(index, firstMessage + index, socket, batch);
        return received;
    }

    public void Dispose()
    {
        NativeMemory.Free(_messages);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_names);
        NativeMemory.Free(_controls);
    }

    private void Prepare(int index, Span<byte> space)
    {
        // The batch's memory is pinned for good.
        ref var vector = ref _vectors[index];
        vector.Base = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(space));
        vector.Length = (nuint)space.Length;
        ref var header = ref _messages[index].Header;
        header.Name = _names + (index * SocketAddressBytes.MaxLength);
        header.NameLength = SocketAddressBytes.MaxLength;
        header.Vectors = _vectors + index;
        header.VectorCount = 1;
        header.Control = _controls + (index * ControlSpace);
        header.ControlLength = ControlSpace;
        header.Flags = 0;
    }

    private void Take(int index, int message, int socket, ReceiveBatch batch)
    {
        ref readonly var received = ref _messages[index];
        var length = (int)received.Length;
        if (length == 0)
            return;
        if ((received.Header.Flags & Libc.MsgTruncated) != 0)
        {
            _counters.ReceiveTruncated++;
            return;
        }

        var about = ReadControl(received.Header, socket, length);
        if (about.Socket < 0)
        {
            _counters.ReceiveUnaddressed++;
            return;
        }

        var before = batch.Count;
        var remote = SocketAddressBytes.Read(new(received.Header.Name, SocketAddressBytes.MaxLength));
        batch.Add(message, length, about.Segment, about.Socket, remote, about.Arrival);
        _counters.ReceivedDatagrams += batch.Count - before;
        _counters.ReceivedBytes += length;
    }

    /// <summary>What the kernel says of a message, and a look at its count of what it threw away.</summary>
    private Control ReadControl(in Libc.MessageHeader header, int socket, int length)
    {
        var read = new Control(length, socket, default);
        var control = new ReadOnlySpan<byte>(header.Control, (int)header.ControlLength);
        while (control.Length > sizeof(Libc.ControlHeader))
        {
            var about = MemoryMarshal.Read<Libc.ControlHeader>(control);
            var data = control[sizeof(Libc.ControlHeader)..];
            if (about.Level == Libc.SolUdp && about.Type == Libc.UdpGro)
                read = read with { Segment = Math.Clamp(MemoryMarshal.Read<int>(data), 1, length) };
            else if (about.Level == Libc.SolSocket && about.Type == Libc.SoReceiveQueueOverflow)
                NoteOverflow(socket, MemoryMarshal.Read<uint>(data));
            else if (about.Level == Libc.SolSocket && about.Type == Libc.SoTimestampNanoseconds)
                read = read with { Arrival = ArrivalAt(MemoryMarshal.Read<(long, long)>(data)) };
            else if (about.Level == Libc.SolIp && about.Type == Libc.IpPacketInfo)
                read = read with { Socket = SocketOf(MemoryMarshal.Read<Libc.PacketInfo>(data)) };
            var step = ((int)about.Length + 7) & ~7;
            if (step <= 0 || step > control.Length)
                break;
            control = control[step..];
        }

        return read;
    }

    private int SocketOf(in Libc.PacketInfo info) =>
        _socketByDestination!.TryGetValue(info.Destination, out var socket) ? socket : -1;

    /// <summary>The kernel stamps with the wall clock: what counts is how long ago that is.</summary>
    private Timestamp ArrivalAt((long Seconds, long Nanoseconds) stamp)
    {
        var age = _wallNow - (DateTime.UnixEpoch + new TimeSpan((stamp.Seconds * TimeSpan.TicksPerSecond) + (stamp.Nanoseconds / 100)));
        return age > TimeSpan.Zero && age < LongestWait ? _now - age : _now;
    }

    private void NoteOverflow(int socket, uint total)
    {
        // The kernel counts since the socket was opened, in 32 bits that wrap.
        _counters.ReceiveOverflows += total - _overflows[socket];
        _overflows[socket] = total;
    }

    private readonly record struct Control(int Segment, int Socket, Timestamp Arrival);
}
