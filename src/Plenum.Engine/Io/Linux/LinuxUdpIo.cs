using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Plenum.Rtc;

namespace Plenum.Engine.Io.Linux;

/// <summary>
/// Sockets driven by recvmmsg with UDP_GRO and sendmmsg with UDP_SEGMENT: many datagrams for one system call, and for
/// neighbours of one flow one trip through the kernel's UDP path, which is what a datagram costs most in.
/// </summary>
internal sealed unsafe class LinuxUdpIo : UdpIo
{
    private readonly UdpIoOptions _options;
    private readonly List<Socket?> _sockets = [];
    private readonly List<TransportAddress> _locals = [];
    private readonly BatchReceiver _receiver;
    private readonly BatchSender _sender;
    private readonly int _event;

    /// <summary>The wake-up first, then the sockets. poll(2) passes over the descriptor -1 of a closed one.</summary>
    private Libc.PollDescriptor[] _polled = new Libc.PollDescriptor[1];
    private int _firstSocket;

    public LinuxUdpIo(UdpIoOptions options)
    {
        _options = options;
        _receiver = new(Counters);
        _sender = new(Counters);
        try
        {
            _event = Libc.CreateEvent();
            if (_event < 0)
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            _polled[0] = new() { Descriptor = _event, Events = Libc.PollIn };
            foreach (var address in options.Addresses)
                Open(address);
        }
        catch
        {
            Dispose(true);
            throw;
        }
    }

    public override IReadOnlyList<TransportAddress> Locals => _locals;

    public override int Receive(ReceiveBatch batch)
    {
        batch.Clear();
        if (_sockets.Count == 1)
        {
            _receiver.Receive(DescriptorAt(0), 0, batch, firstMessage: 0, batch.Messages);
        }
        else
        {
            Poll(0);
            ReceiveFromReady(batch);
        }

        return batch.Count;
    }

    public override void Send(SendBatch batch)
    {
        var messages = batch.Messages;
        for (var start = 0; start < messages.Length;)
        {
            var socket = messages[start].Socket;
            var end = start + 1;
            while (end < messages.Length && messages[end].Socket == socket)
                end++;
            _sender.Send(DescriptorAt(socket), batch, messages[start..end]);
            start = end;
        }

        batch.Clear();
    }

    public override int Open(TransportAddress address)
    {
        var socket = UdpSockets.Open(address, _options, Counters);
        LinuxSockets.Prepare(socket, _options, Counters);
        var index = UdpSockets.Place(socket, _sockets, _locals);
        if (_polled.Length <= _sockets.Count)
            Array.Resize(ref _polled, _sockets.Count + 1);
        _polled[index + 1] = new()
        {
            Descriptor = (int)socket.SafeHandle.DangerousGetHandle(),
            Events = Libc.PollIn,
        };
        _receiver.Open(index);
        return index;
    }

    public override void Close(int socket)
    {
        _polled[socket + 1] = new() { Descriptor = -1 };
        UdpSockets.Remove(socket, _sockets, _locals);
    }

    public override void Wait(TimeSpan timeout)
    {
        Poll(ToPollMilliseconds(timeout));
        if ((_polled[0].Returned & Libc.PollIn) == 0)
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
        foreach (var socket in _sockets)
            socket?.Dispose();
        if (_event > 0)
            _ = Libc.Close(_event);
        _receiver.Dispose();
        _sender.Dispose();
    }

    private int DescriptorAt(int socket) => _polled[socket + 1].Descriptor;

    private void Poll(int milliseconds)
    {
        fixed (Libc.PollDescriptor* polled = _polled)
        {
            if (Libc.Poll(polled, (nuint)_polled.Length, milliseconds) >= 0)
                return;
        }

        // Interrupted by a signal: as if nothing had come.
        foreach (ref var descriptor in _polled.AsSpan())
            descriptor.Returned = 0;
    }

    /// <summary>Starts at another socket each time, so that a busy one cannot starve the rest.</summary>
    private void ReceiveFromReady(ReceiveBatch batch)
    {
        var message = 0;
        _firstSocket = _sockets.Count == 0 ? 0 : (_firstSocket + 1) % _sockets.Count;
        for (var step = 0; step < _sockets.Count && message < batch.Messages; step++)
        {
            var socket = (_firstSocket + step) % _sockets.Count;
            if ((_polled[socket + 1].Returned & Libc.PollIn) != 0)
                message += _receiver.Receive(DescriptorAt(socket), socket, batch, message, batch.Messages - message);
        }
    }
}
