using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Plenum.Rtc;

namespace Plenum.Engine.Io.Linux;

/// <summary>
/// Thousands of clients of servers on this machine behind one socket. All of 127.0.0.0/8 is this machine's, so each
/// client has an address of its own there, by which the server tells them apart; the socket is bound to none, and reads
/// and says the address of each message (IP_PKTINFO). One poll, one recvmmsg and one sendmmsg serve them all.
/// </summary>
internal sealed unsafe class LoopbackUdpIo : UdpIo
{
    private const uint FirstAddress = 0x7F40_0001;
    private const uint AddressCount = 1 << 22;

    private static readonly TransportAddress Any = TransportAddress.FromIPv4(0, 0);

    private readonly List<TransportAddress> _locals = [];
    private readonly List<uint> _sources = [];
    private readonly Stack<int> _free = [];
    private readonly Dictionary<uint, int> _socketByDestination = [];
    private readonly BatchReceiver _receiver;
    private readonly BatchSender _sender;
    private readonly Socket _socket;
    private readonly int _descriptor;
    private readonly int _port;
    private readonly int _event;
    private uint _next;

    public LoopbackUdpIo(UdpIoOptions options)
    {
        _receiver = new(Counters, _socketByDestination);
        _sender = new(Counters, _sources);
        _socket = UdpSockets.Open(Any, options);
        _descriptor = (int)_socket.SafeHandle.DangerousGetHandle();
        _port = TransportAddress.From((System.Net.IPEndPoint)_socket.LocalEndPoint!).Port;
        _receiver.Open(0);
        LinuxSockets.Prepare(_socket, options, Counters);
        _socket.SetRawSocketOption(Libc.SolIp, Libc.IpPacketInfo, BitConverter.GetBytes(1));
        _socket.SetRawSocketOption(Libc.SolSocket, Libc.SoTimestampNanoseconds, BitConverter.GetBytes(1));
        _event = Libc.CreateEvent();
        if (_event < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public override IReadOnlyList<TransportAddress> Locals => _locals;

    public override int Receive(ReceiveBatch batch)
    {
        batch.Clear();
        _receiver.Receive(_descriptor, 0, batch, firstMessage: 0, batch.Messages);
        return batch.Count;
    }

    public override void Send(SendBatch batch)
    {
        _sender.Send(_descriptor, batch, batch.Messages);
        batch.Clear();
    }

    /// <summary>Whatever address is asked for, it is the next one that was not in use for the longest time.</summary>
    public override int Open(TransportAddress address)
    {
        uint source;
        do
        {
            source = BinaryPrimitives.ReverseEndianness(FirstAddress + (_next++ % AddressCount));
        }
        while (_socketByDestination.ContainsKey(source));

        var local = TransportAddress.FromIPv4(BinaryPrimitives.ReverseEndianness(source), _port);
        if (!_free.TryPop(out var index))
        {
            index = _locals.Count;
            _locals.Add(default);
            _sources.Add(0);
        }

        (_locals[index], _sources[index]) = (local, source);
        _socketByDestination[source] = index;
        return index;
    }

    public override void Close(int socket)
    {
        _socketByDestination.Remove(_sources[socket]);
        _locals[socket] = default;
        _free.Push(socket);
    }

    public override void Wait(TimeSpan timeout)
    {
        var polled = stackalloc Libc.PollDescriptor[2];
        polled[0] = new() { Descriptor = _event, Events = Libc.PollIn };
        polled[1] = new() { Descriptor = _descriptor, Events = Libc.PollIn };
        if (Libc.Poll(polled, 2, ToPollMilliseconds(timeout)) <= 0 || (polled[0].Returned & Libc.PollIn) == 0)
            return;
        ulong count;
        _ = Libc.Read(_event, &count, sizeof(ulong));
    }

    public override void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(_event, &one, sizeof(ulong));
    }

    protected override void Dispose(bool disposing)
    {
        _socket.Dispose();
        _ = Libc.Close(_event);
        _receiver.Dispose();
        _sender.Dispose();
    }
}
