using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plenum.Engine.Io.Linux;

/// <summary>sendmmsg of a <see cref="SendBatch"/>, several datagrams a message where they go to one destination (UDP_SEGMENT).</summary>
internal sealed unsafe class BatchSender : IDisposable
{
    private const int MaxMessages = SendBatch.MessagesPerCall;
    private const int MaxVectors = MaxMessages * SendBatch.MaxSegments;

    /// <summary>CMSG_SPACE(sizeof(uint16_t)): the header and the segment size, aligned.</summary>
    private const int SegmentSpace = 24;

    /// <summary>CMSG_SPACE(sizeof(struct in_pktinfo)).</summary>
    private const int SourceSpace = 32;
    private const int ControlSpace = SegmentSpace + SourceSpace;

    private readonly UdpIoCounters _counters;
    private readonly Libc.MultiMessage* _messages;
    private readonly Libc.IoVector* _vectors;
    private readonly byte* _names;
    private readonly byte* _controls;

    /// <summary>False once the kernel or a device has refused to cut messages up; then datagrams go one by one.</summary>
    private bool _segmentation = true;

    private readonly List<uint>? _sources;

    /// <summary>Makes one for sockets of one owner.</summary>
    /// <param name="counters">What it did.</param>
    /// <param name="sources">
    /// Where many addresses share a socket (IP_PKTINFO): the address of each index, as the kernel reads it.
    /// </param>
    public BatchSender(UdpIoCounters counters, List<uint>? sources = null)
    {
        _counters = counters;
        _sources = sources;
        _messages = (Libc.MultiMessage*)NativeMemory.AllocZeroed(MaxMessages, (nuint)sizeof(Libc.MultiMessage));
        _vectors = (Libc.IoVector*)NativeMemory.AllocZeroed(MaxVectors, (nuint)sizeof(Libc.IoVector));
        _names = (byte*)NativeMemory.AllocZeroed(MaxMessages, SocketAddressBytes.MaxLength);
        _controls = (byte*)NativeMemory.AllocZeroed(MaxMessages, ControlSpace);
    }

    /// <summary>Sends the messages, all of which belong to this socket.</summary>
    public void Send(int descriptor, SendBatch batch, ReadOnlySpan<SendMessage> messages)
    {
        for (var next = 0; next < messages.Length;)
        {
            var count = Math.Min(messages.Length - next, MaxMessages);
            next += _segmentation
                ? SendSome(descriptor, batch, messages.Slice(next, count))
                : SendSingly(descriptor, batch, messages[next]);
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_messages);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_names);
        NativeMemory.Free(_controls);
    }

    /// <summary>One system call; the message that the kernel stops at is dropped, or sent datagram by datagram.</summary>
    /// <returns>How many messages are dealt with.</returns>
    private int SendSome(int descriptor, SendBatch batch, ReadOnlySpan<SendMessage> messages)
    {
        var vectors = 0;
        for (var index = 0; index < messages.Length; index++)
            vectors += Prepare(index, batch, messages[index], _vectors + vectors);
        var sent = Libc.SendMessages(descriptor, _messages, (uint)messages.Length, Libc.MsgDontWait);
        if (sent > 0)
        {
            CountSent(messages[..sent]);
            return sent;
        }

        return DealWithRefusal(Marshal.GetLastPInvokeError(), descriptor, batch, messages[0]);
    }

    private int DealWithRefusal(int error, int descriptor, SendBatch batch, in SendMessage refused)
    {
        switch (error)
        {
            case Libc.Interrupted:
                return 0;
            case Libc.InputOutput or Libc.Invalid when refused.Datagrams > 1:
                // EIO: the device cannot checksum what it would cut. EINVAL: a segment is larger than this path's MTU.
                _segmentation = error != Libc.InputOutput;
                return SendSingly(descriptor, batch, refused);
            case Libc.MessageTooLong:
                return SendSingly(descriptor, batch, refused);
            case Libc.Again:
                _counters.SendBufferFull += refused.Datagrams;
                return 1;
            default:
                _counters.SendRefused += refused.Datagrams;
                return 1;
        }
    }

    /// <returns>1: the message is dealt with.</returns>
    private int SendSingly(int descriptor, SendBatch batch, in SendMessage message)
    {
        for (var cursor = message.FirstPiece; cursor >= 0;)
        {
            var piece = batch.NextPiece(ref cursor);
            for (var offset = 0; offset < piece.Length; offset += message.Segment)
                SendDatagram(descriptor, piece.Slice(offset, Math.Min(message.Segment, piece.Length - offset)), message);
        }

        return 1;
    }

    private void SendDatagram(int descriptor, ReadOnlySpan<byte> datagram, in SendMessage message)
    {
        ref var header = ref Address(0, message);
        PrepareControl(ref header, _controls, message with { Length = message.Segment });
        Point(_vectors, datagram);
        _messages->Header.Vectors = _vectors;
        _messages->Header.VectorCount = 1;
        if (TrySendFirst(descriptor) || (Marshal.GetLastPInvokeError() == Libc.MessageTooLong && TrySendInFragments(descriptor)))
            CountSent([message with { Length = datagram.Length, Segment = datagram.Length }]);
        else if (Marshal.GetLastPInvokeError() == Libc.Again)
            _counters.SendBufferFull++;
        else
            _counters.SendRefused++;
    }

    private bool TrySendFirst(int descriptor) => Libc.SendMessages(descriptor, _messages, 1, Libc.MsgDontWait) == 1;

    /// <summary>The path has told that it carries no packets as long as this (IPv4; IPv6 fragments by itself).</summary>
    private bool TrySendInFragments(int descriptor)
    {
        var (needed, never) = (Libc.FragmentWhereNeeded, Libc.NeverFragment);
        _ = Libc.SetOption(descriptor, Libc.SolIp, Libc.IpMtuDiscover, &needed, sizeof(int));
        var isSent = TrySendFirst(descriptor);
        _ = Libc.SetOption(descriptor, Libc.SolIp, Libc.IpMtuDiscover, &never, sizeof(int));
        return isSent;
    }

    /// <returns>How many vectors it takes.</returns>
    private int Prepare(int index, SendBatch batch, in SendMessage message, Libc.IoVector* vectors)
    {
        var count = 0;
        for (var cursor = message.FirstPiece; cursor >= 0;)
            Point(vectors + count++, batch.NextPiece(ref cursor));
        ref var header = ref Address(index, message);
        header.Vectors = vectors;
        header.VectorCount = (nuint)count;
        PrepareControl(ref header, _controls + (index * ControlSpace), message);
        return count;
    }

    /// <summary>The batch's memory is pinned for good.</summary>
    private static void Point(Libc.IoVector* vector, ReadOnlySpan<byte> bytes)
    {
        vector->Base = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        vector->Length = (nuint)bytes.Length;
    }

    private ref Libc.MessageHeader Address(int index, in SendMessage message)
    {
        ref var header = ref _messages[index].Header;
        header.Name = _names + (index * SocketAddressBytes.MaxLength);
        header.NameLength = (uint)SocketAddressBytes.Write(new(header.Name, SocketAddressBytes.MaxLength), message.Remote);
        header.Control = null;
        header.ControlLength = 0;
        return ref header;
    }

    private void PrepareControl(ref Libc.MessageHeader header, byte* control, in SendMessage message)
    {
        header.Control = control;
        if (message.Length > message.Segment)
        {
            Describe(control, Libc.SolUdp, Libc.UdpSegment, sizeof(ushort));
            *(ushort*)(control + sizeof(Libc.ControlHeader)) = (ushort)message.Segment;
            header.ControlLength = SegmentSpace;
        }

        if (_sources is not null)
        {
            control += header.ControlLength;
            Describe(control, Libc.SolIp, Libc.IpPacketInfo, sizeof(Libc.PacketInfo));
            *(Libc.PacketInfo*)(control + sizeof(Libc.ControlHeader)) = new() { Source = _sources[message.Socket] };
            header.ControlLength += SourceSpace;
        }
    }

    private static void Describe(byte* control, int level, int type, int length) =>
        *(Libc.ControlHeader*)control = new()
        {
            Length = (nuint)(sizeof(Libc.ControlHeader) + length),
            Level = level,
            Type = type,
        };

    private void CountSent(ReadOnlySpan<SendMessage> messages)
    {
        _counters.SendCalls++;
        foreach (ref readonly var message in messages)
        {
            _counters.SentDatagrams += message.Datagrams;
            _counters.SentBytes += message.Length;
        }
    }
}
